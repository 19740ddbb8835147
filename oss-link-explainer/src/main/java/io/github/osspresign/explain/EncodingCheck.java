// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.oss.syntax.PercentCoding;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks the percent-encoding of the URL. */
record EncodingCheck(ParsedLink link, Findings findings) {

    private static final Pattern ENCODED_TWICE = Pattern.compile("%25[0-9A-Fa-f]{2}");
    private static final Pattern SECOND_QUERY =
            Pattern.compile("^[^=]*[?](?:x-oss-[a-z-]+|OSSAccessKeyId|Expires|Signature|security-token)=");

    /** What people write into a link that they post. */
    private static final Pattern PLACEHOLDER = Pattern.compile("<[A-Za-z0-9_-]{1,20}>");

    private static final String NEVER_RAW = "\"<>\\^`{|}";

    void check() {
        plusSigns();
        questionMark();
        characters();
        encoding();
    }

    private void plusSigns() {
        if (link.url().path().indexOf('+') >= 0) {
            findings.add(
                    FindingCode.PLUS_IN_PATH,
                    "The object key '" + Quoted.text(link.key())
                            + "' contains an unencoded '+', which some programs decode as a space. Write %2B for a plus"
                            + " sign, %20 for a space.");
        }
        Set<String> names = parametersWith(value -> value.indexOf('+') >= 0);
        if (!names.isEmpty()) {
            findings.add(
                    FindingCode.PLUS_IN_QUERY,
                    "An unencoded '+' in the parameter " + joined(names)
                            + " is decoded as a space. Write %2B for a plus sign, %20 for a space.");
        }
    }

    private void questionMark() {
        String query = link.url().query();
        if (query != null && SECOND_QUERY.matcher(query).find()) {
            findings.add(
                    FindingCode.QUESTION_MARK_IN_KEY,
                    "The URL has a second '?' before its parameters: the object key contains an unencoded one, so the path"
                            + " ends too early. Write %3F for it.");
        }
    }

    private void characters() {
        String posted = link.url().path()
                + (link.url().query() == null ? "" : "?" + link.url().query());
        String raw = PLACEHOLDER.matcher(posted).replaceAll("");
        if (raw.length() < posted.length()) {
            findings.add(
                    FindingCode.MASKED,
                    "The URL contains a placeholder such as '<name>', so this part is not checked. Give the whole link.");
        }
        if (raw.indexOf(' ') >= 0) {
            findings.add(
                    FindingCode.UNENCODED_BLANK,
                    "The URL contains a space, which ends it for many programs. Write %20.");
        }
        Set<String> odd = raw.codePoints()
                .filter(c -> c != ' ' && (c < 0x20 || c > 0x7e || NEVER_RAW.indexOf(c) >= 0))
                .mapToObj(EncodingCheck::name)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!odd.isEmpty()) {
            findings.add(
                    FindingCode.UNENCODED_CHARACTER,
                    "The URL contains invalid characters: "
                            + odd.stream().limit(8).collect(Collectors.joining(", ")) + (odd.size() > 8 ? ", …" : "")
                            + ". Percent-encode their UTF-8 bytes, or remove those that a program has inserted.");
        }
    }

    private void encoding() {
        String path = link.url().path();
        if (!PercentCoding.isWellFormed(path)) {
            findings.add(
                    FindingCode.MALFORMED_ENCODING,
                    "In the path, a '%' is not followed by two hexadecimal digits, or the bytes are not UTF-8."
                            + " Write %25 for a percent sign, and encode text as UTF-8.");
        }
        Set<String> malformed = parametersWith(value -> !PercentCoding.isWellFormed(value));
        if (!malformed.isEmpty()) {
            findings.add(
                    FindingCode.MALFORMED_ENCODING,
                    "In " + joined(malformed) + ", a '%' is not followed by two hexadecimal digits, or the bytes are"
                            + " not UTF-8. Write %25 for a percent sign, and encode text as UTF-8.");
        }
        boolean pathTwice = ENCODED_TWICE.matcher(path).find();
        Set<String> twice = parametersWith(value -> ENCODED_TWICE.matcher(value).find());
        if (pathTwice || !twice.isEmpty()) {
            findings.add(
                    FindingCode.DOUBLE_ENCODED,
                    "'%25' and two hexadecimal digits in " + (pathTwice ? "the path" : joined(twice))
                            + " suggest that the URL was encoded a second time, unless the text really contains a"
                            + " percent sign. Use the URL byte for byte as it was signed.");
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
