"""The mails this app contributes, one module each; registered in apps.py."""
