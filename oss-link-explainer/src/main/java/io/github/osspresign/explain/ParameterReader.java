package io.github.osspresign.explain;

import io.github.osspresign.error.Quoted;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what every signature version has, and reports what is missing or odd. */
final class ParameterReader {

    private static final Pattern SECONDS = Pattern.compile("-?(?:0|[1-9][0-9]{0,11})");
    private static final Pattern MILLISECONDS = Pattern.compile("[1-9][0-9]{12}");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]+={0,2}");
    private static final String TEMPORARY_KEY = "STS.";

    private final LooseQuery query;
    private final Findings findings;

    ParameterReader(LooseQuery query, Findings findings) {
        this.query = query;
        this.findings = findings;
    }

    /** The value, {@code null} where it is missing. */
    @Nullable String require(String name) {
        String value = query.get(name);
        if (value == null) {
            String spelling = query.otherSpelling(name)
                    .map(other -> " There is '" + other + "', but names are case-sensitive.")
                    .orElse("");
            findings.add(
                    FindingCode.MISSING_PARAMETER,
                    "The parameter " + name + (query.has(name) ? " is empty." : " is missing.") + spelling
                            + " Without it the service refuses the URL; was the URL cut, or a part of it lost?");
        }
        return value;
    }

    /** The number, {@code null} where it is missing or none. */
    @Nullable Long requireSeconds(String name) {
        String value = require(name);
        if (value == null || SECONDS.matcher(value).matches()) {
            return value == null ? null : Long.valueOf(value);
        }
        String milliseconds =
                MILLISECONDS.matcher(value).matches() ? " It looks like milliseconds; divide it by 1000." : "";
        findings.add(
                FindingCode.EXPIRES_MALFORMED,
                name + " is '" + Quoted.text(value) + "'; expected a plain decimal number of seconds, without sign or"
                        + " leading zeros." + milliseconds);
        return null;
    }

    /** A signature in base64 that stands for so many bytes. */
    @Nullable String requireBase64(String name, int bytes) {
        String signature = require(name);
        if (signature == null) {
            return null;
        }
        int expected = (bytes + 2) / 3 * 4;
        String repaired = signature.replace(' ', '+');
        if (!repaired.equals(signature)) {
            findings.add(
                    FindingCode.SIGNATURE_WITH_BLANK,
                    name + " holds a blank: a '+' of its base64 was not encoded and is read as a blank. Write %2B"
                            + " for '+', %2F for '/' and %3D for '='.");
        }
        if (repaired.length() != expected || !BASE64.matcher(repaired).matches()) {
            findings.add(
                    FindingCode.SIGNATURE_MALFORMED,
                    name + " has " + signature.length() + " characters; expected " + expected
                            + " of base64. It was cut, encoded twice, or something was appended.");
        }
        return signature;
    }

    /** The token, {@code null} where there is none. */
    @Nullable String token(String name, String nameInOtherVersion, @Nullable String accessKeyId) {
        if (query.get(nameInOtherVersion) != null) {
            findings.add(
                    FindingCode.TOKEN_UNDER_WRONG_NAME,
                    "The token of temporary credentials is in " + nameInOtherVersion
                            + "; this signature version reads it only from the parameter " + name
                            + ", and never from a header. Sign again, with the token under that name.");
        } else if (query.get(name) == null && accessKeyId != null && accessKeyId.startsWith(TEMPORARY_KEY)) {
            findings.add(
                    FindingCode.TOKEN_MISSING,
                    "The access key id begins with '" + TEMPORARY_KEY
                            + "', so it is a temporary one, but the parameter " + name
                            + " is missing. Sign with the token that came with the key.");
        }
        String raw = query.raw(name);
        if (raw.indexOf('+') >= 0 || raw.indexOf(' ') >= 0) {
            findings.add(
                    FindingCode.TOKEN_WITH_BLANK,
                    name + " holds a raw '+' or blank, which is read as a blank; a token has none. Write %2B for '+'.");
        }
        return query.get(name);
    }
}
