/** The languages that the questions of a page can be asked in. */
export const languages = ['curl', 'Python', 'R'] as const;
export type Language = typeof languages[number];

/** A word of a POSIX shell that stands for itself. */
export const shellWord = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** A string literal as Python and R both read it. */
const literal = (text: string): string => JSON.stringify(text);

/** One command per question; the next is asked only if the last was answered. */
const curl = (addresses: readonly string[]): string =>
  addresses.map((a) => `curl --globoff --silent --show-error --fail-with-body --write-out '\\n' ${shellWord(a)}`).join(' &&\n') + '\n';

const python = (addresses: readonly string[]): string => `import json
import sys
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

ADDRESSES = [
${addresses.map((a) => `    ${literal(a)},\n`).join('')}]


def rows(part):
    """How many rows a list has, or the items of what holds such; None of anything else."""
    if isinstance(part, dict):
        part = part.get("items")
    return len(part) if isinstance(part, list) else None


answers = []
for address in ADDRESSES:
    try:
        with urlopen(address) as reply:
            answers.append(json.load(reply))
    except HTTPError as error:
        sys.exit(f"{address}: {error.code} {error.read().decode()}")
    except URLError as error:
        sys.exit(f"{address}: {error.reason}")
    print(address)
    for name, part in answers[-1].items():
        if rows(part) is not None:
            print(f"  {name}: {rows(part)}")
`;

const r = (addresses: readonly string[]): string => `# install.packages("jsonlite")
addresses <- c(
${addresses.map((a) => `  ${literal(a)}`).join(',\n')}
)

# How many rows a table has, or the items of what holds such; NULL of anything else.
rows <- function(part) {
  if (is.data.frame(part)) return(nrow(part))
  if (is.list(part) && is.null(names(part))) return(length(part))
  if (is.list(part) && is.list(part[["items"]])) return(rows(part[["items"]]))
  NULL
}

answers <- list()
for (address in addresses) {
  answer <- jsonlite::fromJSON(url(address))
  answers[[address]] <- answer
  cat(address, "\\n", sep = "")
  for (name in names(answer)) {
    n <- rows(answer[[name]])
    if (!is.null(n)) cat("  ", name, ": ", n, "\\n", sep = "")
  }
}
`;

const writers: Record<Language, (addresses: readonly string[]) => string> = { curl, Python: python, R: r };

/** A program that asks the addresses and says how much each answered; curl prints the answers. */
export const scriptOf = (language: Language, addresses: readonly string[]): string => writers[language](addresses);
