// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.oss.syntax.SignatureV4;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of signature version 4 (OSS API, "Include a V4 signature in a URL"). */
record V4Parameters(LooseQuery query, Findings findings, ParameterReader reader) {

    private static final Pattern SIGNATURE = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern DAY = Pattern.compile("[0-9]{8}");
    private static final Pattern REGION = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*+");
    private static final Pattern PRODUCT = Pattern.compile("oss|oss-cloudbox");
    private static final String ADDITIONAL_HEADERS = "x-oss-additional-headers";

    static SignatureParameters read(LooseQuery query, Instant now, Findings findings) {
        return new V4Parameters(query, findings, new ParameterReader(query, findings)).read(now);
    }

    private SignatureParameters read(Instant now) {
        String credential = reader.require("x-oss-credential");
        List<String> scope = credential == null ? List.of() : scope(credential);
        String accessKeyId = scope.isEmpty() ? null : scope.get(0);
        String token = reader.token("x-oss-security-token", "security-token", accessKeyId);
        String dateTime = reader.require("x-oss-date");
        Instant signedAt = dateTime == null ? null : dateTime(dateTime);
        if (signedAt != null && dateTime != null && !scope.isEmpty()) {
            checkDay(scope.get(1), dateTime);
        }
        Long seconds = reader.requireSeconds("x-oss-expires");
        Instant expiresAt =
                seconds == null ? null : LifetimeCheck.relative(signedAt, seconds, token != null, now, findings);
        return new SignatureParameters(
                SignatureStyle.V4,
                accessKeyId,
                token,
                signature(),
                scope.isEmpty() ? null : scope.get(2),
                signedAt,
                expiresAt,
                additionalHeaders());
    }

    /** Returns the five parts of the credential, an empty list if there are not five. */
    private List<String> scope(String credential) {
        if (!credential.contains("/") && reader.isMasked("x-oss-credential", credential)) {
            return List.of();
        }
        List<String> parts = List.of(credential.split("/", -1));
        String shown = "'…" + Quoted.text(credential.substring(parts.get(0).length())) + "'";
        boolean regionLeftOut =
                parts.size() == 4 && PRODUCT.matcher(parts.get(2)).matches();
        if (regionLeftOut || (parts.size() == 5 && parts.get(2).isEmpty())) {
            findings.add(
                    FindingCode.REGION_MISSING,
                    "x-oss-credential must be id/yyyyMMdd/region/oss/" + SignatureV4.TERMINATOR + ", was " + shown
                            + " without a region. Sign with the region of the bucket, such as cn-hangzhou.");
        } else if (parts.size() == 5 && parts.get(2).startsWith("oss-")) {
            findings.add(
                    FindingCode.REGION_WITH_OSS_PREFIX,
                    "The region in x-oss-credential must be '"
                            + Quoted.text(parts.get(2).substring(4)) + "', was '" + Quoted.text(parts.get(2))
                            + "'. The prefix 'oss-' belongs to host names, not to region IDs. Sign again.");
        } else if (!isWellFormed(parts)) {
            findings.add(
                    FindingCode.CREDENTIAL_MALFORMED,
                    "x-oss-credential must be id/yyyyMMdd/region/oss/" + SignatureV4.TERMINATOR
                            + ", with each '/' encoded once, as %2F, was " + shown + ".");
        }
        return parts.size() == 5 ? parts : List.of();
    }

    private static boolean isWellFormed(List<String> parts) {
        return parts.size() == 5
                && !parts.get(0).isBlank()
                && DAY.matcher(parts.get(1)).matches()
                && REGION.matcher(parts.get(2)).matches()
                && PRODUCT.matcher(parts.get(3)).matches()
                && parts.get(4).equals(SignatureV4.TERMINATOR);
    }

    private @Nullable Instant dateTime(String value) {
        Instant time = SignatureV4.parseDateTime(value);
        if (time == null) {
            findings.add(
                    FindingCode.DATE_MALFORMED,
                    "x-oss-date must be a time in UTC such as 20261231T235959Z, was '" + Quoted.text(value) + "'.");
        }
        return time;
    }

    private void checkDay(String day, String dateTime) {
        if (DAY.matcher(day).matches() && !dateTime.startsWith(day)) {
            findings.add(
                    FindingCode.SCOPE_DATE_DIFFERS,
                    "x-oss-credential has the day " + day + ", but x-oss-date is " + dateTime
                            + ". Both must have the same day in UTC. Sign again with one reading of the clock.");
        }
    }

    private @Nullable String signature() {
        String signature = reader.require("x-oss-signature");
        if (reader.isMasked("x-oss-signature", signature)) {
            return null;
        }
        if (signature != null && !SIGNATURE.matcher(signature).matches()) {
            findings.add(
                    FindingCode.SIGNATURE_MALFORMED,
                    "x-oss-signature must be 64 lower-case hexadecimal digits, was " + signature.length()
                            + " characters long. It was cut or changed, or text was appended.");
        }
        return signature;
    }

    private List<String> additionalHeaders() {
        if (!query.has(ADDITIONAL_HEADERS)) {
            return List.of();
        }
        String value = query.values().getOrDefault(ADDITIONAL_HEADERS, "");
        List<String> names = List.of(value.toLowerCase(Locale.ROOT).split(";"));
        String expected = String.join(";", new TreeSet<>(names));
        if (value.isEmpty() || !value.equals(expected) || value.indexOf('_') >= 0) {
            findings.add(
                    FindingCode.ADDITIONAL_HEADERS_MALFORMED,
                    ADDITIONAL_HEADERS + " must be lower-case header names without '_', sorted, each once, separated by"
                            + " ';', such as 'content-length;host', was '" + Quoted.text(value) + "'."
                            + (value.isEmpty() ? " Without such headers, leave out the parameter." : ""));
        }
        return names.stream().filter(name -> !name.isBlank()).distinct().toList();
    }
}
