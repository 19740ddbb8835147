// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.auth;

import io.github.osspresign.devserver.error.OssException;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.request.Redactor;
import io.github.osspresign.devserver.rules.ServiceRules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with a request that was refused before its signature was compared. */
final class RefusalDiagnosis {

    /** Below it, the Expires of V1 is a lifetime by mistake. */
    private static final Instant EARLIEST_EXPIRATION = Instant.ofEpochSecond(1_000_000_000L);

    private static final String V4_TOKEN = "x-oss-security-token";
    private static final String V1_TOKEN = "security-token";

    private static final Set<String> V4_PARAMETERS =
            Set.of("x-oss-signature-version", "x-oss-credential", "x-oss-date", "x-oss-expires", "x-oss-signature");
    private static final Set<String> V1_PARAMETERS = Set.of("OSSAccessKeyId", "Expires", "Signature");

    private final AccessKeys keys;
    private final ServiceRules rules;

    RefusalDiagnosis(AccessKeys keys, ServiceRules rules) {
        this.keys = keys;
        this.rules = rules;
    }

    String sentence(OssRequest request, OssException error) {
        return switch (error.code()) {
            case "InvalidAccessKeyId" -> unknownKey(request, detail(error, "OSSAccessKeyId"));
            case "InvalidSecurityToken" -> unknownToken(request);
            case "RequestTimeTooSkewed" ->
                clock("The request was signed", Instant.parse(detail(error, "RequestTime")), request.receivedAt())
                        + " 15 minutes are tolerated. Correct the clock of the client.";
            default -> byFineGrainedCode(request, error);
        };
    }

    private String byFineGrainedCode(OssRequest request, OssException error) {
        return switch (error.ec()) {
            case "0002-00000069", "0002-00000236" ->
                expired(Instant.parse(detail(error, "Expires")), request.receivedAt());
            case "0002-00000235" -> early(request);
            case "0002-00000226", "0002-00000715" -> otherRegion(request);
            default -> other(request, error);
        };
    }

    private String unknownKey(OssRequest request, String id) {
        if (keys.secrets().anyMatch(id::equals)) {
            return "The access key ID is the secret of this server. Exchange ID and secret.";
        }
        String shortened = Redactor.quoted(AccessKeys.shortened(id));
        if (keys.ids().anyMatch(id::equals)) {
            return "The access key " + shortened
                    + " is not temporary, but the request has a security token. Leave it out.";
        }
        if (keys.isTemporary(id)) {
            return "The access key " + shortened + " is temporary, but the request has no security token"
                    + (hasTokenOfOtherVersion(request)
                            ? " under the name of its signature version: V4 has " + V4_TOKEN + ", V1 has " + V1_TOKEN
                                    + " in URLs."
                            : ". Send it, and sign again with it.");
        }
        return "The access key " + shortened + " is unknown to this server. It knows "
                + keys.ids().limit(5).collect(Collectors.joining(", ")) + " (--access-key).";
    }

    private static boolean hasTokenOfOtherVersion(OssRequest request) {
        return request.query().contains(V1_TOKEN) || request.query().contains(V4_TOKEN);
    }

    private static String unknownToken(OssRequest request) {
        String token = request.query().text(V4_TOKEN) + request.query().text(V1_TOKEN);
        return token.contains(" ")
                ? "The security token contains a space: its '+' was not encoded as %2B."
                : "The security token is unknown to this server (--sts-token), or was cut.";
    }

    private static String expired(Instant end, Instant now) {
        if (end.isBefore(EARLIEST_EXPIRATION)) {
            return "Expires must be the expiration in seconds since 1970, was " + end.getEpochSecond()
                    + ". It looks like a lifetime: add the time of signing, or sign with V4.";
        }
        return "The link expired at " + end + ", " + text(Duration.between(end, now)) + " ago (the server's clock is "
                + now + "). Request a new link.";
    }

    private static String early(OssRequest request) {
        Instant signedAt = V4Date.parse(request.query().text("x-oss-date"));
        return clock("The link was signed", signedAt == null ? Instant.EPOCH : signedAt, request.receivedAt())
                + " 15 minutes are tolerated. Correct the clock of the machine that signs.";
    }

    private static String clock(String what, Instant signedAt, Instant now) {
        return what + " " + text(Duration.between(now, signedAt).abs())
                + (signedAt.isAfter(now) ? " in the future" : " ago") + ", at " + signedAt + "; the server's clock is "
                + now + ".";
    }

    private String otherRegion(OssRequest request) {
        CredentialScope scope = CredentialScope.parse(credential(request));
        String region = scope == null ? "" : scope.region();
        return "The request is signed for the region " + Redactor.quoted(region)
                + ", but the region of this server is "
                + Redactor.quoted(rules.region()) + " (--region)."
                + (region.startsWith("oss-") ? " A signature has the region without the prefix oss-." : "");
    }

    private static String credential(OssRequest request) {
        if (request.form() != null) {
            return Objects.requireNonNullElse(request.form().field("x-oss-credential"), "");
        }
        String authorization = request.header("Authorization");
        return authorization == null
                ? request.query().text("x-oss-credential")
                : V4HeaderSignature.credential(authorization.strip());
    }

    /** Returns the message of OSS, after the reasons why parameters are often missing. */
    private static String other(OssRequest request, OssException error) {
        String name = detailOrNull(error, "ArgumentName");
        String value =
                name == null || !name.equals("x-oss-additional-headers") ? null : detailOrNull(error, "ArgumentValue");
        String message = error.message() + (name == null ? "" : " It is about " + Redactor.quoted(name) + ".");
        if (value != null) {
            message = "The signed header " + Redactor.quoted(value)
                    + " is not on the request. Send it with the signed value.";
        }
        return damage(request) + message;
    }

    /** Returns the sentence for a request without a signature that the ACLs do not allow. */
    static String unsigned(OssRequest request) {
        return damage(request)
                + "The request has no signature, and the ACLs of bucket and object do not allow it without one.";
    }

    private static String damage(OssRequest request) {
        List<String> names = request.query().parameters().stream()
                .map(parameter -> parameter.getKey())
                .toList();
        if (names.stream().anyMatch(name -> name.startsWith("amp;"))) {
            return "The parameters are separated by '&amp;': the URL was copied from HTML source. ";
        }
        if (names.stream().anyMatch(V4_PARAMETERS::contains) && names.stream().anyMatch(V1_PARAMETERS::contains)) {
            return "The URL mixes parameters of signature versions 1 and 4. ";
        }
        boolean cut = names.contains("x-oss-signature-version")
                ? !names.contains("x-oss-signature")
                : names.stream().anyMatch(V4_PARAMETERS::contains);
        return cut ? "The URL was cut, perhaps at an '&' by a shell: put it in quotes. " : "";
    }

    private static String detail(OssException error, String name) {
        String value = detailOrNull(error, name);
        if (value == null) {
            throw new IllegalStateException("error without " + name);
        }
        return value;
    }

    private static @Nullable String detailOrNull(OssException error, String name) {
        return error.details().stream()
                .filter(detail -> detail.name().equals(name))
                .map(OssException.Detail::value)
                .findFirst()
                .orElse(null);
    }

    /** Returns the two largest units of a duration, such as "1 hour 30 minutes". */
    private static String text(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds >= 86_400) {
            return units(seconds / 86_400, "day", seconds % 86_400 / 3600, "hour");
        }
        if (seconds >= 3600) {
            return units(seconds / 3600, "hour", seconds % 3600 / 60, "minute");
        }
        return units(seconds / 60, "minute", seconds % 60, "second");
    }

    private static String units(long number, String unit, long smallerNumber, String smallerUnit) {
        return number == 0
                ? unit(smallerNumber, smallerUnit)
                : unit(number, unit) + (smallerNumber == 0 ? "" : " " + unit(smallerNumber, smallerUnit));
    }

    private static String unit(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }
}
