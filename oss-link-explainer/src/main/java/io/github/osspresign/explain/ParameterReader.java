// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import io.github.osspresign.error.text.Quoted;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the parameters that all signature versions have, and reports those that are missing or malformed. */
record ParameterReader(LooseQuery query, Findings findings) {

    private static final Pattern SECONDS = Pattern.compile("-?(?:0|[1-9][0-9]{0,11})");
    private static final Pattern MILLISECONDS = Pattern.compile("[1-9][0-9]{12}");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]+={0,2}");
    private static final String TEMPORARY_KEY = "STS.";
    private static final Pattern MASK =
            Pattern.compile(".*(?:\\*{3}|\\.{3}|…|x{5}|X{5}|<[^>]*>).*|[*.]+", Pattern.DOTALL);

    /** Returns the value, {@code null} if it is missing. */
    @Nullable String require(String name) {
        String value = query.get(name);
        if (value == null) {
            String otherCase = query.inOtherCase(name)
                    .map(other -> " There is '" + other + "', but names are case-sensitive.")
                    .orElse("");
            findings.add(
                    FindingCode.MISSING_PARAMETER,
                    "The parameter " + name + (query.has(name) ? " is empty." : " is missing.") + otherCase
                            + " OSS refuses the URL without it. Check whether the URL was cut.");
        }
        return value;
    }

    /** Returns whether the value was hidden by the one who posted the link, and reports it. */
    boolean isMasked(String name, @Nullable String value) {
        boolean masked = value != null && MASK.matcher(value).matches();
        if (masked) {
            findings.add(
                    FindingCode.MASKED,
                    "The value of " + name
                            + " is masked, so it is not checked. Give the whole link; the output does not"
                            + " show its secrets.");
        }
        return masked;
    }

    /** Returns the number, {@code null} if it is missing or malformed. */
    @Nullable Long requireSeconds(String name) {
        String value = require(name);
        if (isMasked(name, value)) {
            return null;
        }
        if (value == null || SECONDS.matcher(value).matches()) {
            return value == null ? null : Long.valueOf(value);
        }
        if (MILLISECONDS.matcher(value).matches()) {
            findings.add(
                    FindingCode.EXPIRES_IN_MILLISECONDS,
                    name
                            + " looks like milliseconds. OSS reads it as seconds, so the link ends in thousands of years, if it"
                            + " is not refused. Divide it by 1000.");
            return Long.valueOf(value);
        }
        findings.add(
                FindingCode.EXPIRES_MALFORMED,
                name + " must be a decimal number of seconds without sign or leading zeros, was '" + Quoted.text(value)
                        + "'.");
        return null;
    }

    /** Returns a signature in Base64, {@code null} if it is missing. */
    @Nullable String requireBase64(String name, int bytes) {
        String signature = require(name);
        if (signature == null || isMasked(name, signature)) {
            return null;
        }
        int expected = (bytes + 2) / 3 * 4;
        String repaired = signature.replace(' ', '+');
        if (!repaired.equals(signature)) {
            findings.add(
                    FindingCode.SIGNATURE_WITH_BLANK,
                    name + " contains a space: a '+' of its Base64 was not encoded and is decoded as a space. Write"
                            + " %2B for '+', %2F for '/' and %3D for '='.");
        }
        if (repaired.length() != expected || !BASE64.matcher(repaired).matches()) {
            findings.add(
                    FindingCode.SIGNATURE_MALFORMED,
                    name + " must be " + expected + " characters of Base64, was " + signature.length()
                            + " characters long. It was cut, encoded twice, or text was appended.");
        }
        return signature;
    }

    /** Returns the security token, {@code null} if there is none. */
    @Nullable String token(String name, String nameInOtherVersion, @Nullable String accessKeyId) {
        if (query.get(nameInOtherVersion) != null) {
            findings.add(
                    FindingCode.TOKEN_UNDER_WRONG_NAME,
                    "The security token is in the parameter " + nameInOtherVersion
                            + ", but this signature version reads it only from the parameter " + name
                            + ", never from a header. Sign again with the token in that parameter.");
        } else if (query.get(name) == null && accessKeyId != null && accessKeyId.startsWith(TEMPORARY_KEY)) {
            findings.add(
                    FindingCode.TOKEN_MISSING,
                    "The access key ID starts with '" + TEMPORARY_KEY
                            + "', so it is a temporary one, but the parameter " + name
                            + " is missing. Sign with the security token that belongs to the access key.");
        }
        if (query.get(name) != null) {
            findings.add(
                    FindingCode.TOKEN_LIMITS_LIFETIME,
                    "The link is signed with temporary credentials. It ends when their security token ends, even if its"
                            + " own expiry is later.");
        }
        String raw = query.raw(name);
        if (raw.indexOf('+') >= 0 || raw.indexOf(' ') >= 0) {
            findings.add(
                    FindingCode.TOKEN_WITH_BLANK,
                    name + " contains an unencoded '+' or a space, which is decoded as a space; a token contains none."
                            + " Write %2B for '+'.");
        }
        return query.get(name);
    }
}
