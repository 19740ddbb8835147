// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.oss.ClientBuilderConfiguration;
import com.aliyun.oss.HttpMethod;
import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSClientBuilder;
import com.aliyun.oss.OSSException;
import com.aliyun.oss.common.auth.DefaultCredentialProvider;
import com.aliyun.oss.common.comm.SignVersion;
import com.aliyun.oss.model.GeneratePresignedUrlRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/** Unchanged clients of the official OSS SDK for Java V1. The caller shuts each client down. */
public final class SdkV1 {

    private SdkV1() {}

    public static OSS client(OssDevServer server, SignVersion version) {
        return client(server, version, server.endpoint().toString());
    }

    /** Asserts that a call fails with the error code of the service. */
    public static void assertFails(ThrowingCallable call, String code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        OSSException.class, e -> assertThat(e.getErrorCode()).isEqualTo(code));
    }

    /** Signs a link for an hour. A parameter without a value is null. */
    public static URI presign(
            OSS client,
            HttpMethod method,
            String key,
            Map<String, @Nullable String> query,
            Map<String, String> headers) {
        GeneratePresignedUrlRequest request = new GeneratePresignedUrlRequest("demo", key, method);
        request.setExpiration(Date.from(Instant.now().plus(Duration.ofHours(1))));
        query.forEach(request::addQueryParameter);
        headers.forEach(request::addHeader);
        return URI.create(client.generatePresignedUrl(request).toString());
    }

    public static OSS client(OssDevServer server, SignVersion version, String endpoint) {
        ClientBuilderConfiguration configuration = new ClientBuilderConfiguration();
        configuration.setSignatureVersion(version);
        configuration.setMaxErrorRetry(0);
        return OSSClientBuilder.create()
                .endpoint(endpoint)
                .region(server.region())
                .credentialsProvider(new DefaultCredentialProvider(server.accessKeyId(), server.accessKeySecret()))
                .clientConfiguration(configuration)
                .build();
    }
}
