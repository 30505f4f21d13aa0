"""Weights."""

import streamlit as st

from matcher.ui import session

st.title(session.say()("Weights"))
