"""What a user told the program and cannot be done."""

import errno

_REFUSALS = {
    errno.ENOENT: "找不到",
    errno.ENOTDIR: "路径中间有一段不是文件夹",
    errno.EISDIR: "它是一个文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘只读",
    errno.ENOSPC: "磁盘满了",
    errno.EEXIST: "已有同名文件",
    errno.ENAMETOOLONG: "名字太长",
    errno.EADDRINUSE: "端口已被占用",
    errno.EADDRNOTAVAIL: "这台机器没有这个地址",
}


def refusal(error: OSError) -> str:
    """Say in Chinese why the system refused (the system's own words where there are none)."""
    return _REFUSALS.get(error.errno or 0) or error.strerror or str(error)


class Mistake(Exception):
    """A setting, file or option that cannot be used; the message is one line in Chinese that names it."""
