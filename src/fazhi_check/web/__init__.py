"""The local page: a report is dropped or pasted, checked in a process of its own, and shown as the HTML reporter shows it.

Needs the extra `web` (starlette, uvicorn, jinja2, python-multipart).
"""
