// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.osspresign.devserver.auth.AccessKeys;
import io.github.osspresign.devserver.auth.Caller;
import io.github.osspresign.devserver.auth.SignatureVerifier;
import io.github.osspresign.devserver.http.Client;
import io.github.osspresign.devserver.http.Headers;
import io.github.osspresign.devserver.http.Request;
import io.github.osspresign.devserver.http.RequestBody;
import io.github.osspresign.devserver.request.OssRequestReader;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.link.ParsedPresignedUrl;
import io.github.osspresign.oss.AddressStyle;
import io.github.osspresign.sign.SigningInput.Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Our signer writes exactly the URL of the reference signer. The dev server and our parser accept this URL.
 */
class SignerFuzzTest {

    private static final String REGION = "cn-hangzhou";
    private static final String KEY_ID = "LTAI5tFuzzedKeyId";
    private static final Duration MAX_WITH_TOKEN = Duration.ofHours(12);
    private static final Address[] ADDRESSES = {
        new Address("https://oss-cn-hangzhou.aliyuncs.com", false, false),
        new Address("http://oss-accelerate.aliyuncs.com:8080", false, false),
        new Address("https://oss-cn-hangzhou.aliyuncs.com", false, true),
        new Address("https://img.example.com", true, false),
        new Address("http://127.0.0.1:9000", false, true)
    };
    private static final String[] PARAMETERS = {
        "versionId",
        "acl",
        "response-content-disposition",
        "x-oss-process",
        "X-Oss-Process",
        "callback-var",
        "from",
        "accessPoint",
        "Signature",
        "x-oss-expires",
        "security-token",
        "bucketArchiveDirectRead",
        "udfId"
    };
    private static final String[] HEADERS = {
        "Content-Type",
        "content-md5",
        "x-oss-meta-a",
        "X-Oss-Meta-B",
        "x-oss-content-sha256",
        "Range",
        "If-Match",
        "expect"
    };

    @FuzzTest
    void request(FuzzedDataProvider data) {
        SigningInput input = input(data);
        if (input == null) {
            return;
        }
        PresignedUrl url;
        try {
            url = input.presign(input.signedAt(), input.lifetime());
        } catch (IllegalArgumentException e) {
            return;
        }
        PresignRequest request = input.request(input.lifetime());
        assertThat(url.url()).isEqualTo(ReferenceUrl.of(input, request));
        requireAcceptedByServer(input, request, url);
        requireReadByParser(request, url);
    }

    private static SigningInput input(FuzzedDataProvider data) {
        try {
            SignatureVersion version = data.pickValue(SignatureVersion.values());
            HttpMethod method = data.pickValue(HttpMethod.values());
            Address address = data.pickValue(ADDRESSES);
            Duration lifetime = Duration.ofSeconds(data.consumeLong(-1, 700_000));
            Instant signedAt = Instant.ofEpochSecond(data.consumeLong(0, 253_402_300_799L));
            String token = data.consumeBoolean() ? data.consumeString(20) : null;
            OssCredentials credentials = new OssCredentials(KEY_ID, data.consumeString(12), token, null);
            String bucket = data.consumeBoolean() ? "examplebucket" : data.consumeAsciiString(64);
            Map<String, String> query = new LinkedHashMap<>();
            for (int remaining = data.consumeInt(0, 4); remaining > 0; remaining--) {
                query.put(
                        data.consumeBoolean() ? data.pickValue(PARAMETERS) : data.consumeString(8),
                        data.consumeString(12));
            }
            Map<String, String> headers = new LinkedHashMap<>();
            List<String> additional = new ArrayList<>();
            for (int remaining = data.consumeInt(0, 4); remaining > 0; remaining--) {
                String name = data.consumeBoolean() ? data.pickValue(HEADERS) : data.consumeAsciiString(8);
                headers.put(name, data.consumeString(12));
                if (data.consumeBoolean()) {
                    additional.add(name);
                }
            }
            return new SigningInput(
                    version,
                    method,
                    address,
                    REGION,
                    bucket,
                    data.consumeRemainingAsString(),
                    query,
                    headers,
                    additional,
                    credentials,
                    signedAt,
                    lifetime);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static void requireAcceptedByServer(SigningInput input, PresignRequest request, PresignedUrl url) {
        OssCredentials credentials = input.credentials();
        String token = credentials.securityToken();
        boolean rejectedByServerRules = (token != null && input.lifetime().compareTo(MAX_WITH_TOKEN) > 0)
                || request.additionalHeaders().stream().anyMatch(name -> name.contains("_"))
                || request.headers().keySet().stream().anyMatch(SignerFuzzTest::affectsVerification);
        if (rejectedByServerRules) {
            return;
        }
        Instant end = input.signedAt().plus(input.lifetime());
        AccessKeys keys = new AccessKeys(
                Map.of(KEY_ID, credentials.accessKeySecret()),
                token == null
                        ? List.of()
                        : List.of(new AccessKeys.Session(KEY_ID, credentials.accessKeySecret(), token, end)));
        ServiceRules rules = ServiceRules.defaults(REGION);
        String authority = request.endpoint().authority(request.bucket());
        String host = request.endpoint().authority().replaceFirst(":[0-9]+$", "");
        boolean cname = request.endpoint().style() == AddressStyle.CNAME;
        OssRequestReader addressing = new OssRequestReader(
                cname ? "oss.example.com" : host, cname ? Map.of(host, request.bucket()) : Map.of(), false);
        Headers headers = Headers.of(request.headers()).with("Host", authority);
        Request sent = new Request(
                new Client(request.endpoint().scheme(), InetAddress.getLoopbackAddress()),
                request.method().name(),
                url.url().substring(url.url().indexOf('/', "https://".length())),
                headers,
                RequestBody.NONE,
                input.signedAt());

        Caller caller = new SignatureVerifier(keys, rules).verify(addressing.read(sent));

        assertThat(caller.accessKeyId()).isEqualTo(KEY_ID);
    }

    private static boolean affectsVerification(String header) {
        return List.of("host", "authorization", "x-oss-security-token").contains(header.toLowerCase(Locale.ROOT));
    }

    private static void requireReadByParser(PresignRequest request, PresignedUrl url) {
        if (url.url().length() > 16 * 1024) {
            return;
        }
        ParsedPresignedUrl parsed = ParsedPresignedUrl.parse(url.url());
        assertThat(parsed.expiresAt()).isEqualTo(url.expiresAt());
        if (parsed.bucket() != null) {
            assertThat(parsed.bucket()).isEqualTo(request.bucket());
            assertThat(parsed.key()).isEqualTo(request.key());
        }
    }
}
