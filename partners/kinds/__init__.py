"""Mails that partners sends."""
