// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import static io.github.osspresign.explain.SampleLinks.BUCKET;
import static io.github.osspresign.explain.SampleLinks.KEYS;
import static io.github.osspresign.explain.SampleLinks.TEMPORARY;
import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.oss.ClientConfiguration;
import com.aliyun.oss.common.auth.DefaultCredentialProvider;
import com.aliyun.oss.common.auth.DefaultCredentials;
import com.aliyun.oss.common.comm.DefaultServiceClient;
import com.aliyun.oss.common.comm.ServiceClient;
import com.aliyun.oss.common.comm.SignVersion;
import com.aliyun.oss.internal.OSSObjectOperation;
import com.aliyun.oss.internal.SignUtils;
import com.aliyun.oss.model.GeneratePresignedUrlRequest;
import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.PresignOptions;
import com.aliyun.sdk.service.oss2.credentials.StaticCredentialsProvider;
import com.aliyun.sdk.service.oss2.models.GetObjectRequest;
import com.aliyun.sdk.service.oss2.transport.HttpClient;
import io.github.osspresign.explain.SignatureVerification.Verdict;
import io.github.osspresign.sign.OssCredentials;
import io.github.osspresign.sign.SignatureVersion;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Links of the official SDKs are healthy, and their signatures match. */
class SdkLinksTest {

    private static final String ENDPOINT = "https://oss-cn-hangzhou.aliyuncs.com";
    private static final List<String> OBJECT_KEYS = List.of("a.bin", "dir/a b+c~中.txt", "100%25/é&=?#.bin");

    @ParameterizedTest
    @EnumSource
    void linksOfTheSdkV2AreHealthy(SignatureVersion version) throws Exception {
        for (OssCredentials credentials : List.of(KEYS, TEMPORARY)) {
            try (OSSClient client = sdkV2(version, credentials)) {
                for (String key : OBJECT_KEYS) {
                    String url = client.presign(
                                    GetObjectRequest.newBuilder()
                                            .bucket(BUCKET)
                                            .key(key)
                                            .responseContentType("text/plain")
                                            .build(),
                                    PresignOptions.newBuilder()
                                            .expiration(Duration.ofHours(1))
                                            .build())
                            .url();
                    assertHealthy(ask(url, credentials), key);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void linksOfTheSdkV1AreHealthy(SignatureVersion version) {
        ClientConfiguration configuration = new ClientConfiguration();
        configuration.setSignatureVersion(SignVersion.V4);
        ServiceClient client = new DefaultServiceClient(configuration);
        try {
            for (OssCredentials credentials : List.of(KEYS, TEMPORARY)) {
                for (String key : OBJECT_KEYS) {
                    assertHealthy(ask(sdkV1(client, version, credentials, key), credentials), key);
                }
            }
        } finally {
            client.shutdown();
        }
    }

    private static OSSClient sdkV2(SignatureVersion version, OssCredentials credentials) {
        return OSSClient.newBuilder()
                .region("cn-hangzhou")
                .endpoint(ENDPOINT)
                .signatureVersion(version.name().toLowerCase(Locale.ROOT))
                .credentialsProvider(new StaticCredentialsProvider(
                        credentials.accessKeyId(), credentials.accessKeySecret(), credentials.securityToken()))
                .httpClient(new HttpClient() {})
                .build();
    }

    /** Signs with the two classes that the client of the SDK uses. The client itself would resolve its endpoint by DNS. */
    private static String sdkV1(
            ServiceClient client, SignatureVersion version, OssCredentials credentials, String key) {
        DefaultCredentials theirs = new DefaultCredentials(
                credentials.accessKeyId(), credentials.accessKeySecret(), credentials.securityToken());
        GeneratePresignedUrlRequest request = new GeneratePresignedUrlRequest(BUCKET, key);
        request.setExpiration(Date.from(Instant.now().plus(Duration.ofHours(1))));
        if (version == SignatureVersion.V1) {
            return SignUtils.buildSignedURL(request, theirs, client.getClientConfiguration(), URI.create(ENDPOINT));
        }
        OSSObjectOperation operation = new OSSObjectOperation(client, new DefaultCredentialProvider(theirs));
        operation.setEndpoint(URI.create(ENDPOINT));
        operation.setRegion("cn-hangzhou");
        operation.setProduct("oss");
        return operation.generatePresignedUrl(request).toString();
    }

    private static LinkQuestion ask(String url, OssCredentials credentials) {
        return LinkQuestion.of(url, Instant.now()).withAccessKeySecret(credentials.accessKeySecret());
    }

    private static void assertHealthy(LinkQuestion question, String key) {
        Explanation explanation = LinkExplainer.explain(question);

        assertThat(explanation.findings()).noneMatch(finding -> finding.severity() == Severity.ERROR);
        assertThat(explanation.signature().verdict()).isEqualTo(Verdict.MATCHES);
        assertThat(explanation.facts().address().key()).isEqualTo(key);
    }
}
