// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.osspresign.oss.AddressStyle;
import io.github.osspresign.oss.CdnKind;
import io.github.osspresign.oss.CdnUrl;
import io.github.osspresign.oss.ServiceEndpoint;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links of a CDN have the hashes of the published examples, and end when they are asked to. */
class CdnSignerTest {

    private static final String KEY = "aliyuncdnexp1234";
    private static final Duration VALIDITY = CdnSigner.DEFAULT_VALIDITY;
    private static final ServiceEndpoint CDN = ServiceEndpoint.parse("cdn.example.com", AddressStyle.CNAME);
    private static final String OTHER_KEY = "AnotherKey0987654321";

    private static CdnSigner signer(CdnKind kind, String... parameters) {
        return new CdnSigner(kind, List.of(KEY), VALIDITY, List.of(parameters));
    }

    private static PresignedUrl signed(CdnSigner signer, String key, Instant end) {
        Duration lifetime = Duration.ofHours(2);
        PresignRequest request = PresignRequest.builder(HttpMethod.GET, CDN, "demo", key)
                .lifetime(lifetime)
                .build();
        return signer.presign(request, end.minus(lifetime));
    }

    private static CdnUrl parsed(String url) {
        String[] target = url.substring("https://cdn.example.com".length()).split("\\?", 2);
        return CdnUrl.of(target[0], target.length == 1 ? null : target[1]);
    }

    private static Instant verified(CdnSigner signer, String url) {
        return signer.verify(parsed(url), url.substring("https://cdn.example.com".length()));
    }

    /** The example of kind F was computed with md5sum; the others are published. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A | '' | video/standard/1K.html | 2015-10-10T00:00:00Z | /video/standard/1K.html?auth_key=1444435200-0-0-80cd3862d699b7118eed99103f2a3a4f",
                "B | '' | 4/44/44c0909bcfc20a01afaf256ca99a8b8b.mp3 | 2015-08-15T00:00:00Z | /201508150800/9044548ef1527deadafa49a890a377f0/4/44/44c0909bcfc20a01afaf256ca99a8b8b.mp3",
                "C | '' | test.flv | 2015-08-15T00:00:00Z | /a37fa50a5fb8f71214b1e7c95ec7a1bd/55CE8100/test.flv",
                "C | KEY1,KEY2 | test.flv | 2015-08-15T00:00:00Z | /test.flv?KEY1=a37fa50a5fb8f71214b1e7c95ec7a1bd&KEY2=55CE8100",
                "F | '' | test.flv | 2015-08-15T00:00:00Z | /test.flv?sign=aae536018b61343f2ce91fe2926a34a6&time=1439596800",
            })
    void hashesAreThoseOfTheExamples(CdnKind kind, String parameters, String key, Instant timeStamp, String target) {
        CdnSigner signer = signer(kind, parameters.isEmpty() ? new String[0] : parameters.split(","));

        PresignedUrl url = signed(signer, key, timeStamp.plus(VALIDITY));

        assertThat(url.url()).isEqualTo("https://cdn.example.com" + target);
        assertThat(url.expiresAt()).isEqualTo(timeStamp.plus(VALIDITY)).isEqualTo(verified(signer, url.url()));
        assertThat(url.toString()).doesNotContainPattern("[0-9a-f]{32}");
        assertThat(parsed(url.url()).toString()).doesNotContainPattern("[0-9a-f]{32}\\b(?!\\.mp3)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b+c%25?&=#.csv", "报告/二〇二六.pdf", "a//b", "x/202601010000/key", "%2e%2e/x", "a~!'()*;:@,"})
    void pathIsHashedAsItIsInTheUrlForEachKind(String key) {
        for (CdnKind kind : CdnKind.values()) {
            String url = signed(signer(kind), key, Instant.parse("2026-11-30T12:00:00Z"))
                    .url();

            CdnUrl parsed = parsed(url);
            assertThat(parsed.kind()).isEqualTo(kind);
            assertThat(parsed.hash()).isEqualTo(CdnSigner.hash(kind, parsed.uri(), parsed.time(), parsed.nonce(), KEY));
            assertThat(url).doesNotContain(" ", "+", "#");
            assertThat(URI.create("https://h" + parsed.uri()).getPath()).isEqualTo("/" + key);
        }
    }

    @Test
    void verifiesLinksOfBothKeysAndSignsWithTheFirst() {
        Instant end = Instant.parse("2026-11-30T12:00:00Z");
        for (CdnKind kind : CdnKind.values()) {
            CdnSigner before = new CdnSigner(kind, List.of(OTHER_KEY), VALIDITY, List.of());
            CdnSigner during = new CdnSigner(kind, List.of(KEY, OTHER_KEY), VALIDITY, List.of());
            String old = signed(before, "k", end).url();

            assertThat(verified(during, old)).as("%s", kind).isEqualTo(end);
            assertThat(verified(signer(kind), old)).as("%s", kind).isNull();
            assertThat(signed(during, "k", end)).isEqualTo(signed(signer(kind), "k", end));
        }
    }

    @Test
    void refusesEachChangeOfALink() {
        for (CdnKind kind : CdnKind.values()) {
            CdnSigner signer = signer(kind);
            String url = signed(signer, "dir/k", Instant.parse("2026-11-30T12:00:00Z"))
                    .url();
            CdnUrl parts = parsed(url);
            String upperCase = parts.hash().toUpperCase(Locale.ROOT);
            for (String changed : Arrays.asList(
                    url.replace("dir/k", "dir/l"),
                    url.replace("dir/k", "dir%2Fk"),
                    url.replace("dir/k", "dir//k"),
                    url.replace(parts.time(), parts.time().replace('2', '3').replace('6', '7')),
                    url.replace(parts.hash(), upperCase),
                    kind == CdnKind.F ? url.replace("sign=", "sig=") : url.replace("/dir", "/Dir"))) {
                assertThat(changed).isNotEqualTo(url);
                assertThat(parsed(changed)).as(changed).isNotNull();
                assertThat(verified(signer, changed)).as(changed).isNull();
            }
            String extended = url + (url.contains("?") ? "&" : "?") + "x-oss-process=a";
            assertThat(parsed(extended)).as(extended).isNull();
            // Of the same parts, another kind has another hash.
            for (CdnKind other : CdnKind.values()) {
                boolean same = kind == other;
                assertThat(verified(signer(other), url) != null)
                        .as("%s as %s", url, other)
                        .isEqualTo(same);
            }
        }
    }

    /** The hashed text has no separator between path and time: the last digit of a key could begin another time. */
    @ParameterizedTest
    @CsvSource({
        "segments/10, segments/1, 01800000000",
        "segments/100, segments/1, 001800000000",
        "segments/1, segments/11, 800000000",
    })
    void refusesATimeThatMakesTheHashOneOfAnotherObject(String signedKey, String otherKey, String time) {
        String url = signed(
                        signer(CdnKind.F),
                        signedKey,
                        Instant.ofEpochSecond(1_800_000_000).plus(VALIDITY))
                .url();
        String other =
                url.replace("/" + signedKey + "?", "/" + otherKey + "?").replace("time=1800000000", "time=" + time);

        assertThat(CdnSigner.hash(CdnKind.F, "/" + otherKey, time, "", KEY))
                .isEqualTo(parsed(url).hash());
        assertThat(verified(signer(CdnKind.F), other)).isNull();
    }

    @Test
    void refusesATimeThatNoLinkHasBecauseTheEndOfAnotherKeyBeginsIt() {
        String decimal = signed(signer(CdnKind.F), "report2", Instant.parse("2026-11-30T12:00:00Z"))
                .url();
        String hexadecimal = signed(
                        signer(CdnKind.C, "sign", "time"),
                        "report2",
                        Instant.ofEpochSecond(0x67895432L).plus(VALIDITY))
                .url();

        for (String url : List.of(decimal, hexadecimal)) {
            String shifted = url.replace("report2?", "report?").replace("time=", "time=2");
            CdnSigner signer = url.equals(decimal) ? signer(CdnKind.F) : signer(CdnKind.C, "sign", "time");
            assertThat(verified(signer, url)).as(url).isNotNull();
            assertThat(parsed(shifted)).as(shifted).isNotNull();
            assertThat(verified(signer, shifted)).as(shifted).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({
        // The end is a whole minute.
        "2026-11-30T12:00:00Z, PT1H, PT30M, PT1H, REQUESTED",
        "2026-11-30T12:00:00.999Z, PT1H, PT30M, PT1H, REQUESTED",
        // Time stamps of minutes end earlier, never later.
        "2026-11-30T12:00:01Z, PT1H, PT30M, PT59M59S, PROTOCOL",
        "2026-11-30T12:00:59Z, PT1H, PT30M, PT59M1S, PROTOCOL",
        "2026-11-30T12:00:59Z, PT1M, PT30M, PT1S, PROTOCOL",
        "2026-11-30T12:00:30Z, PT1M, PT1S, PT31S, PROTOCOL",
        // The time stamp may be long before the signing.
        "2026-11-30T12:00:00Z, PT1M, P10D, PT1M, REQUESTED",
    })
    void linkOfKindBNeverEndsAfterTheRequestedEnd(
            Instant now, Duration requested, Duration validity, Duration actual, LifetimeLimit limit) {
        CdnSigner signer = new CdnSigner(CdnKind.B, List.of(KEY), validity, List.of());

        Lifetime lifetime = signer.lifetime(requested, now);

        assertThat(lifetime).isEqualTo(new Lifetime(actual, limit));
        PresignRequest request = PresignRequest.builder(HttpMethod.HEAD, CDN, "demo", "k")
                .lifetime(actual)
                .build();
        PresignedUrl url = signer.presign(request, now);
        assertThat(url.expiresAt())
                .isEqualTo(now.truncatedTo(ChronoUnit.SECONDS).plus(actual));
        assertThat(verified(signer, url.url())).isEqualTo(url.expiresAt());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "B | 2026-11-30T12:00:30Z | PT20S | expiration: must be longer with cdn=B, whose time stamp is a whole minute, so that the link ends 50 seconds earlier, was 20 seconds",
                "A | 2004-01-10T13:37:03Z | PT30M | expiration: must end so that the time stamp of the link",
                "C | 2106-02-07T06:28:16Z | PT31M | expiration: must end so that the time stamp of the link",
                "F | 2026-11-30T12:00:00Z | PT0.5S | expiration: must be whole seconds, at least 1, was",
            })
    void endThatNoTimeStampGivesIsRefusedWithItsReason(CdnKind kind, Instant now, Duration requested, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> signer(kind).lifetime(requested, now))
                .withMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A | short123 | PT30M | '' | authKey: must be 16 to 32 ASCII letters and digits, was another text",
                "A | aliyuncdnexp123_ | PT30M | '' | authKey: must be 16 to 32",
                "A | aliyuncdnexp1234 | PT0S | '' | cdnValidity: must be whole seconds, 1 to 4294967295, was ",
                "A | aliyuncdnexp1234 | PT1.5S | '' | cdnValidity: must be whole seconds",
                "A | aliyuncdnexp1234 | PT30M | s,t | cdn: must be A, B, C or F; C and F can have two different names of parameters, for hash and time, such as F:sign,time; was 'A:s,t'",
                "C | aliyuncdnexp1234 | PT30M | s | cdn: must be A, B, C or F; C and F can have two different names",
                "F | aliyuncdnexp1234 | PT30M | s,s | cdn: must be A, B, C or F; C and F can have two different names",
                "F | aliyuncdnexp1234 | PT30M | s,t&u | cdn: must be A, B, C or F; C and F can have two different names",
            })
    void refusesWrongSettingsWithoutShowingTheKey(
            CdnKind kind, String key, Duration validity, String parameters, String message) {
        List<String> names = parameters.isEmpty() ? List.of() : List.of(parameters.split(","));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CdnSigner(kind, List.of(KEY, key), validity, names))
                .withMessageStartingWith(message)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(key));
    }

    @Test
    void refusesRequestsThatACdnCannotCarry() {
        ServiceEndpoint oss = ServiceEndpoint.parse("oss-cn-hangzhou.aliyuncs.com");
        for (PresignRequest request : List.of(
                PresignRequest.builder(HttpMethod.PUT, CDN, "demo", "k").build(),
                PresignRequest.builder(HttpMethod.GET, oss, "demo", "k").build(),
                PresignRequest.builder(HttpMethod.GET, CDN, "demo", "k")
                        .query("versionId", "v")
                        .build(),
                PresignRequest.builder(HttpMethod.GET, CDN, "demo", "k")
                        .header("Range", "bytes=0-1")
                        .build())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> signer(CdnKind.A).presign(request, Instant.parse("2026-11-30T12:00:00Z")));
        }
    }
}
