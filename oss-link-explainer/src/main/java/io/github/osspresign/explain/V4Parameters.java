package io.github.osspresign.explain;

import io.github.osspresign.error.Quoted;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parameters of signature version 4 (OSS API, "Include a V4 signature in a URL"). */
final class V4Parameters {

    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT)
            .withZone(ZoneOffset.UTC);
    private static final Pattern SIGNATURE = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern DAY = Pattern.compile("[0-9]{8}");
    private static final Pattern REGION = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");
    private static final Pattern PRODUCT = Pattern.compile("oss|oss-cloudbox");
    private static final String TERMINATOR = "aliyun_v4_request";
    private static final String ADDITIONAL_HEADERS = "x-oss-additional-headers";

    private final LooseQuery query;
    private final Findings findings;
    private final ParameterReader reader;

    private V4Parameters(LooseQuery query, Findings findings) {
        this.query = query;
        this.findings = findings;
        this.reader = new ParameterReader(query, findings);
    }

    static SignatureParameters read(LooseQuery query, Instant now, Findings findings) {
        return new V4Parameters(query, findings).read(now);
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
        Instant expiresAt = seconds == null ? null : Life.after(signedAt, seconds, token != null, now, findings);
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

    /** The five parts, none where there are not five. */
    private List<String> scope(String credential) {
        List<String> parts = List.of(credential.split("/", -1));
        String shown = "'…" + Quoted.text(credential.substring(parts.get(0).length())) + "'";
        boolean regionLeftOut =
                parts.size() == 4 && PRODUCT.matcher(parts.get(2)).matches();
        if (regionLeftOut || (parts.size() == 5 && parts.get(2).isEmpty())) {
            findings.add(
                    FindingCode.REGION_MISSING,
                    "x-oss-credential is " + shown + " and names no region; expected id/date/region/oss/" + TERMINATOR
                            + ". Set the bucket's region, such as cn-hangzhou, where the link is signed.");
        } else if (parts.size() == 5 && parts.get(2).startsWith("oss-")) {
            findings.add(
                    FindingCode.REGION_WITH_OSS_PREFIX,
                    "The region in x-oss-credential is '" + Quoted.text(parts.get(2)) + "'; expected '"
                            + Quoted.text(parts.get(2).substring(4))
                            + "'. With 'oss-' it is part of a host name and no region id. Sign again.");
        } else if (!isWellFormed(parts)) {
            findings.add(
                    FindingCode.CREDENTIAL_MALFORMED,
                    "x-oss-credential is " + shown + "; expected id/yyyyMMdd/region/oss/" + TERMINATOR
                            + ", each '/' written as %2F once.");
        }
        return parts.size() == 5 ? parts : List.of();
    }

    private static boolean isWellFormed(List<String> parts) {
        return parts.size() == 5
                && !parts.get(0).isBlank()
                && DAY.matcher(parts.get(1)).matches()
                && REGION.matcher(parts.get(2)).matches()
                && PRODUCT.matcher(parts.get(3)).matches()
                && parts.get(4).equals(TERMINATOR);
    }

    private @Nullable Instant dateTime(String value) {
        try {
            return DATE_TIME.parse(value, Instant::from);
        } catch (DateTimeException e) {
            findings.add(
                    FindingCode.DATE_MALFORMED,
                    "x-oss-date is '" + Quoted.text(value) + "'; expected a time in UTC such as 20261231T235959Z.");
            return null;
        }
    }

    private void checkDay(String day, String dateTime) {
        if (DAY.matcher(day).matches() && !dateTime.startsWith(day)) {
            findings.add(
                    FindingCode.SCOPE_DATE_DIFFERS,
                    "x-oss-credential is for the day " + day + " but x-oss-date is " + dateTime
                            + "; expected the same day, in UTC. Both must come from one reading of the clock.");
        }
    }

    private @Nullable String signature() {
        String signature = reader.require("x-oss-signature");
        if (signature != null && !SIGNATURE.matcher(signature).matches()) {
            findings.add(
                    FindingCode.SIGNATURE_MALFORMED,
                    "x-oss-signature has " + signature.length()
                            + " characters; expected 64 lower-case hexadecimal digits. It was cut, changed, or"
                            + " something was appended.");
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
                    ADDITIONAL_HEADERS + " is '" + Quoted.text(value)
                            + "'; expected lower-case header names without '_', sorted, each once, joined by ';'"
                            + (value.isEmpty() ? ", or no such parameter." : ", such as 'content-length;host'."));
        }
        return names.stream().filter(name -> !name.isBlank()).distinct().toList();
    }
}
