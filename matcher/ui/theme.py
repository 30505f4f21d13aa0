"""The look of the app: colours, chrome and server options, passed to Streamlit at start."""

INK = "#17262B"
SLATE = "#4A5A60"  # small print
PETROL = "#0F5C73"  # primary: stated facts
AMBER = "#C98A1B"  # averages that stand for what is not known
STONE = "#9AA8AD"  # the same for all
MIST = "#E4EAEC"  # the most that a criterion could give

# room on every page; a sentence of ours instead of Streamlit's about a mistake in a page; and small
# print that can be read: Streamlit's own is too pale (WCAG 1.4.3)
STYLE = f"""
.stMainBlockContainer {{padding: 3.5rem clamp(1rem, 3vw, 3.5rem) 3rem}}
[data-testid=stException] {{display: none}}
.stMarkdown [data-testid=stCaptionContainer] {{color: {SLATE}; opacity: 1}}
"""

OPTIONS: dict[str, object] = {
    "theme.base": "light",
    "theme.primaryColor": PETROL,
    "theme.backgroundColor": "#FFFFFF",
    "theme.secondaryBackgroundColor": "#F3F6F7",
    "theme.textColor": INK,
    "theme.baseRadius": "small",
    "theme.headingFontSizes": "1.75rem,1.35rem,1.1rem",
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "server.fileWatcherType": "none",  # 30 sessions went from 4.8 s to 0.5 s a rerun without it
    "server.maxUploadSize": 50,  # megabytes; the largest list that offices sent had 6
    "browser.gatherUsageStats": False,
}
