// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.sign;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.sign.SignatureVersion;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks that all sides make the same links. The SDKs read the clock themselves, so ours signs at the instant and for the
 * lifetime that their URLs show, and must come to the same parameters, the signature among them.
 */
final class OutputEquivalence {

    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private OutputEquivalence() {}

    static List<String> check() {
        List<String> checks = new ArrayList<>();
        for (SigningCase signingCase : SigningCase.values()) {
            for (Contender contender : Contender.values()) {
                String url = contender.side(signingCase).url(signingCase.key());
                if (contender == Contender.AWS) {
                    requireSameObject(signingCase, url);
                } else {
                    requireSameSignature(signingCase, contender, url);
                }
            }
            checks.add(signingCase.title() + ": the OSS SDKs have our signature, bit for bit, at their instant;"
                    + " S3's URL names the same object and parameters for the same time");
        }
        return checks;
    }

    static void requireSameSignature(SigningCase signingCase, Contender contender, String theirs) {
        Map<String, String> query = query(theirs);
        String ours;
        if (contender == Contender.SDK_V1_OLD_SIGNATURE) {
            Instant end = Instant.ofEpochSecond(Long.parseLong(query.get("Expires")));
            Duration lifetime = Duration.ofHours(1);
            ours = new Ours(signingCase, SignatureVersion.V1).url(signingCase.key(), end.minus(lifetime), lifetime);
        } else {
            ours = new Ours(signingCase, SignatureVersion.V4)
                    .url(
                            signingCase.key(),
                            DATE_TIME.parse(query.get("x-oss-date"), Instant::from),
                            Duration.ofSeconds(Long.parseLong(query.get("x-oss-expires"))));
        }
        requireEqual(contender, "parameters", query(ours), query);
        requireEqual(
                contender,
                "host",
                URI.create(ours).getHost(),
                URI.create(theirs).getHost());
        requireEqual(
                contender,
                "path",
                URI.create(ours).getPath(),
                URI.create(theirs).getPath());
    }

    private static void requireSameObject(SigningCase signingCase, String theirs) {
        String ours = Contender.OURS.side(signingCase).url(signingCase.key());
        requireEqual(
                Contender.AWS,
                "path",
                URI.create(ours).getPath(),
                URI.create(theirs).getPath());
        Map<String, String> query = query(theirs);
        requireEqual(Contender.AWS, "X-Amz-Expires", "3600", query.get("X-Amz-Expires"));
        requireEqual(Contender.AWS, "token", signingCase.token(), query.get("X-Amz-Security-Token"));
        requireEqual(
                Contender.AWS,
                "length of the signature",
                64,
                String.valueOf(query.get("X-Amz-Signature")).length());
        query.keySet().removeIf(name -> name.startsWith("X-Amz-"));
        requireEqual(Contender.AWS, "further parameters", new TreeMap<>(signingCase.query()), query);
    }

    private static Map<String, String> query(String url) {
        Map<String, String> query = new TreeMap<>();
        for (String parameter : URI.create(url).getRawQuery().split("&", -1)) {
            String[] parts = parameter.split("=", 2);
            query.put(URLDecoder.decode(parts[0], UTF_8), URLDecoder.decode(parts[1], UTF_8));
        }
        return query;
    }

    private static void requireEqual(Contender contender, String what, @Nullable Object ours, @Nullable Object theirs) {
        if (!Objects.equals(ours, theirs)) {
            throw new IllegalStateException(contender.title() + ", " + what + ": must be " + ours + ", was " + theirs);
        }
    }
}
