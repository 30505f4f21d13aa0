"""The look of the app: colours, chrome and server options, passed to Streamlit at start."""

from features.language import Translate

INK = "#17262B"
SLATE = "#4A5A60"  # small print
PETROL = "#0F5C73"  # primary: stated facts
AMBER = "#C98A1B"  # averages that stand for what is not known
STONE = "#9AA8AD"  # the same for all
MIST = "#E4EAEC"  # the most that a criterion could give

# fields without a limit of letters: what Streamlit says under the others is how many are left
_ENDLESS = ", ".join(f"[class*=st-key-{key}_]" for key in ("mend", "answer", "data_pasted"))

# room on every page; a sentence of ours instead of Streamlit's about a mistake in a page; none of
# its English hints ("Press Enter to submit form", "50MB per file"), for each form has a button and
# a label says how large a file may be; small print that is not too pale (WCAG 1.4.3)
_STYLE = f"""
.stMainBlockContainer {{padding: 3.5rem clamp(1rem, 3vw, 3.5rem) 3rem}}
[data-testid=stException] {{display: none}}
[data-testid=InputInstructions] span:first-child:not(:only-child),
.stNumberInput [data-testid=InputInstructions], [data-testid=stFileUploaderDropzoneInstructions],
:is({_ENDLESS}) [data-testid=InputInstructions] {{display: none}}
[data-testid=InputInstructions] span + span::before {{content: none}}
[data-testid=stFileUploaderDropzone] button p {{font-size: 0}}
[data-testid=stFileUploaderDropzone] button p::after
  {{content: var(--lm-choose); font-size: .875rem}}
[data-testid=stFileUploader]:has([aria-invalid=true])::after
  {{content: var(--lm-refused); display: block; color: #A02128; padding-top: .5rem}}
.stMarkdown [data-testid=stCaptionContainer] {{color: {SLATE}; opacity: 1}}
"""


def style(say: Translate) -> str:
    """Write the rules of every page, with the words that Streamlit has in English only."""
    choose = say("Choose files")
    refused = say(
        "This file was not taken: it is larger than {n} MB or of another kind than named here. "
        "Save it as such, or split it.",
        n=OPTIONS["server.maxUploadSize"],
    )
    words = f":root {{--lm-choose: '{choose}'; --lm-refused: '{refused}'}}"
    return f"<style>{words}{_STYLE}</style>"


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
    "server.showEmailPrompt": False,  # asked in English at a first start, and nothing opened
    "browser.gatherUsageStats": False,
}
