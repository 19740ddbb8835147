// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.sign;

import com.aliyun.oss.ClientConfiguration;
import com.aliyun.oss.common.auth.Credentials;
import com.aliyun.oss.common.auth.DefaultCredentialProvider;
import com.aliyun.oss.common.auth.DefaultCredentials;
import com.aliyun.oss.common.comm.DefaultServiceClient;
import com.aliyun.oss.common.comm.SignVersion;
import com.aliyun.oss.internal.OSSObjectOperation;
import com.aliyun.oss.internal.SignUtils;
import com.aliyun.oss.model.GeneratePresignedUrlRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/**
 * {@code aliyun-sdk-oss}, by what its client hands presigning on to; the client itself would look its endpoint up in the
 * DNS first.
 */
final class SdkV1 {

    private static final URI ENDPOINT = URI.create("https://oss-" + SigningCase.REGION + ".aliyuncs.com");

    private SdkV1() {}

    static Side v4(SigningCase signingCase) {
        ClientConfiguration configuration = new ClientConfiguration();
        configuration.setSignatureVersion(SignVersion.V4);
        OSSObjectOperation operation = new OSSObjectOperation(
                new DefaultServiceClient(configuration), new DefaultCredentialProvider(credentials(signingCase)));
        operation.setEndpoint(ENDPOINT);
        operation.setRegion(SigningCase.REGION);
        operation.setProduct("oss");
        return key -> operation.generatePresignedUrl(request(signingCase, key)).toString();
    }

    static Side v1(SigningCase signingCase) {
        ClientConfiguration configuration = new ClientConfiguration();
        Credentials credentials = credentials(signingCase);
        return key -> SignUtils.buildSignedURL(request(signingCase, key), credentials, configuration, ENDPOINT);
    }

    private static GeneratePresignedUrlRequest request(SigningCase signingCase, String key) {
        GeneratePresignedUrlRequest request = new GeneratePresignedUrlRequest(SigningCase.BUCKET, key);
        request.setExpiration(Date.from(Instant.now().plus(Duration.ofHours(1))));
        signingCase.query().forEach(request::addQueryParameter);
        return request;
    }

    private static Credentials credentials(SigningCase signingCase) {
        return new DefaultCredentials(SigningCase.ACCESS_KEY_ID, SigningCase.ACCESS_KEY_SECRET, signingCase.token());
    }
}
