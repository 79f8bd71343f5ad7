"""The language server: what is weak, missing or wrong in a draft (.md, .txt), shown in the editor as it is written.

Source: Language Server Protocol 3.17. Positions are line and UTF-16 unit, as every client must understand.
"""
