package io.github.osspresign.explain;

import io.github.osspresign.error.Quoted;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How the URL is written: what must be encoded and is not, what is encoded too often. */
final class SpellingCheck {

    private static final Pattern ENCODED_TWICE = Pattern.compile("%25[0-9A-Fa-f]{2}");
    private static final String NEVER_RAW = "\"<>\\^`{|}";

    private final LinkReading link;
    private final Findings findings;

    private SpellingCheck(LinkReading link, Findings findings) {
        this.link = link;
        this.findings = findings;
    }

    static void check(LinkReading link, Findings findings) {
        SpellingCheck check = new SpellingCheck(link, findings);
        check.plusSigns();
        check.characters();
        check.encoding();
    }

    private void plusSigns() {
        if (link.url().path().indexOf('+') >= 0) {
            findings.add(
                    FindingCode.PLUS_IN_PATH,
                    "A raw '+' is in the object key '" + Quoted.text(link.key())
                            + "'; some readers take it for a blank. Write %2B for a plus sign, %20 for a blank.");
        }
        Set<String> names = parametersWith(value -> value.indexOf('+') >= 0);
        if (!names.isEmpty()) {
            findings.add(
                    FindingCode.PLUS_IN_QUERY,
                    "A raw '+' is in " + joined(names)
                            + "; it is read as a blank. Write %2B for a plus sign, %20 for a blank.");
        }
    }

    private void characters() {
        String raw = link.url().path()
                + (link.url().query() == null ? "" : "?" + link.url().query());
        if (raw.indexOf(' ') >= 0) {
            findings.add(
                    FindingCode.UNENCODED_BLANK, "A blank is in the URL, which ends it for many programs. Write %20.");
        }
        Set<String> odd = raw.codePoints()
                .filter(c -> c != ' ' && (c < 0x20 || c > 0x7e || NEVER_RAW.indexOf(c) >= 0))
                .mapToObj(SpellingCheck::name)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!odd.isEmpty()) {
            findings.add(
                    FindingCode.UNENCODED_CHARACTER,
                    "Characters that a URL must not hold are in it: "
                            + odd.stream().limit(8).collect(Collectors.joining(", ")) + (odd.size() > 8 ? ", …" : "")
                            + ". Percent-encode their UTF-8 bytes, or remove them where a program has slipped them in.");
        }
    }

    private void encoding() {
        String path = link.url().path();
        if (!LooseDecoding.isClean(path)) {
            findings.add(
                    FindingCode.MALFORMED_ENCODING,
                    "In the path a '%' is not followed by two hexadecimal digits, or the bytes are not UTF-8."
                            + " Write %25 for a percent sign, and encode names as UTF-8.");
        }
        Set<String> malformed = parametersWith(value -> !LooseDecoding.isClean(value));
        if (!malformed.isEmpty()) {
            findings.add(
                    FindingCode.MALFORMED_ENCODING,
                    "In " + joined(malformed) + " a '%' is not followed by two hexadecimal digits, or the bytes are"
                            + " not UTF-8. Write %25 for a percent sign, and encode text as UTF-8.");
        }
        boolean pathTwice = ENCODED_TWICE.matcher(path).find();
        Set<String> twice = parametersWith(value -> ENCODED_TWICE.matcher(value).find());
        if (pathTwice || !twice.isEmpty()) {
            findings.add(
                    FindingCode.DOUBLE_ENCODED,
                    "'%25' and two hexadecimal digits are in " + (pathTwice ? "the path" : joined(twice))
                            + ": something has encoded the URL a second time, unless the text really holds a percent"
                            + " sign. Use the URL byte for byte as it was signed.");
        }
    }

    private Set<String> parametersWith(Predicate<String> rawValue) {
        Set<String> names = new TreeSet<>();
        link.query().rawValues().forEach((name, value) -> {
            if (rawValue.test(value)) {
                names.add(name);
            }
        });
        return names;
    }

    private static String joined(Set<String> names) {
        return names.stream().map(Quoted::text).collect(Collectors.joining(", "));
    }

    private static String name(int c) {
        boolean visible = c > 0x20 && c < 0x7f;
        return visible ? "'" + (char) c + "'" : String.format(Locale.ROOT, "U+%04X", c);
    }
}
