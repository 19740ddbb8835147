// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import io.github.osspresign.oss.AddressStyle;
import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.OssCredentials;
import io.github.osspresign.sign.OssSigner;
import io.github.osspresign.sign.PresignRequest;
import io.github.osspresign.sign.SignatureVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** Links that are healthy at {@link #NOW}. */
final class SampleLinks {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final Instant SIGNED_AT = NOW.minusSeconds(60);
    static final String BUCKET = "examplebucket";
    static final String PUBLIC = "https://oss-cn-hangzhou.aliyuncs.com";
    static final String KEY = "reports/summary.pdf";
    static final OssCredentials KEYS = OssCredentials.of("LTAI5tExampleKeyId00", "ExampleSecretExampleSecret0000");
    static final OssCredentials TEMPORARY =
            new OssCredentials("STS.NExampleKeyId0000", KEYS.accessKeySecret(), "CAISexample+token/with==", null);

    private SampleLinks() {}

    static String v4() {
        return v4(request -> request);
    }

    static String v4(UnaryOperator<PresignRequest.Builder> change) {
        return signed(SignatureVersion.V4, HttpMethod.GET, PUBLIC, KEY, KEYS, change);
    }

    static String v4(HttpMethod method, String key) {
        return signed(SignatureVersion.V4, method, PUBLIC, key, KEYS, any -> any);
    }

    static String v4At(String endpoint) {
        return signed(SignatureVersion.V4, HttpMethod.GET, endpoint, KEY, KEYS, any -> any.region("cn-hangzhou"));
    }

    static String v4With(OssCredentials credentials) {
        return signed(SignatureVersion.V4, HttpMethod.GET, PUBLIC, KEY, credentials, any -> any);
    }

    static String v1With(OssCredentials credentials) {
        return signed(SignatureVersion.V1, HttpMethod.GET, PUBLIC, KEY, credentials, any -> any);
    }

    static String signed(
            SignatureVersion version,
            HttpMethod method,
            String endpoint,
            String key,
            OssCredentials credentials,
            UnaryOperator<PresignRequest.Builder> change) {
        PresignRequest.Builder request =
                PresignRequest.builder(method, endpoint(endpoint), BUCKET, key).lifetime(Duration.ofHours(1));
        return OssSigner.of(version)
                .presign(change.apply(request).build(), credentials, SIGNED_AT)
                .url();
    }

    static LinkQuestion ask(String text) {
        return LinkQuestion.of(text, NOW);
    }

    static LinkQuestion askWithSecret(String text) {
        return ask(text).withAccessKeySecret(KEYS.accessKeySecret());
    }

    static List<FindingCode> codes(LinkQuestion question) {
        return LinkExplainer.explain(question).findings().stream()
                .map(Finding::code)
                .toList();
    }

    static String withParameter(String url, String name, String value) {
        String changed = url.replaceFirst("(?<=[?&])" + name + "=[^&]*", name + "=" + value);
        if (changed.equals(url)) {
            throw new IllegalArgumentException("no " + name);
        }
        return changed;
    }

    static ServiceEndpoint endpoint(String text) {
        return ServiceEndpoint.parse(
                text, text.contains("example.com") ? AddressStyle.CNAME : AddressStyle.VIRTUAL_HOSTED);
    }
}
