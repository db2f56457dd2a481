"""The benchmarks that the README and the docs quote; see the Makefile."""
