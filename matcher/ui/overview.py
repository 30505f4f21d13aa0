"""Overview."""

import streamlit as st

from matcher.ui import session

st.title(session.say()("Overview"))
