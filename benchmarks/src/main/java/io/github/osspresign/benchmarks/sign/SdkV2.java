// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.sign;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.PresignOptions;
import com.aliyun.sdk.service.oss2.credentials.StaticCredentialsProvider;
import com.aliyun.sdk.service.oss2.models.GetObjectRequest;
import com.aliyun.sdk.service.oss2.transport.HttpClient;
import java.time.Duration;
import java.time.Instant;

/** {@code alibabacloud-oss-v2}: its client, without a transport. */
final class SdkV2 implements Side {

    private final SigningCase signingCase;
    private final OSSClient client;

    SdkV2(SigningCase signingCase) {
        this.signingCase = signingCase;
        String token = signingCase.token();
        this.client = OSSClient.newBuilder()
                .region(SigningCase.REGION)
                .credentialsProvider(
                        token == null
                                ? new StaticCredentialsProvider(
                                        SigningCase.ACCESS_KEY_ID, SigningCase.ACCESS_KEY_SECRET)
                                : new StaticCredentialsProvider(
                                        SigningCase.ACCESS_KEY_ID, SigningCase.ACCESS_KEY_SECRET, token))
                .httpClient(new HttpClient() {})
                .build();
    }

    @Override
    public String url(String key) {
        GetObjectRequest request = GetObjectRequest.newBuilder()
                .bucket(SigningCase.BUCKET)
                .key(key)
                .parameters(signingCase.query())
                .build();
        PresignOptions options = PresignOptions.newBuilder()
                .expiration(Instant.now().plus(Duration.ofHours(1)))
                .build();
        return client.presign(request, options).url();
    }
}
