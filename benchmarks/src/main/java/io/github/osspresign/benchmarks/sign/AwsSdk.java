// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.sign;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.GetObjectPresignRequest;

/** {@code S3Presigner} of the AWS SDK V2: another service, whose signature has the same steps. */
final class AwsSdk implements Side {

    private final SigningCase signingCase;
    private final S3Presigner presigner;

    AwsSdk(SigningCase signingCase) {
        this.signingCase = signingCase;
        String token = signingCase.token();
        AwsCredentials credentials = token == null
                ? AwsBasicCredentials.create(SigningCase.ACCESS_KEY_ID, SigningCase.ACCESS_KEY_SECRET)
                : AwsSessionCredentials.create(SigningCase.ACCESS_KEY_ID, SigningCase.ACCESS_KEY_SECRET, token);
        this.presigner = S3Presigner.builder()
                .region(Region.CN_NORTH_1)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build();
    }

    @Override
    public String url(String key) {
        GetObjectRequest.Builder request =
                GetObjectRequest.builder().bucket(SigningCase.BUCKET).key(key);
        signingCase.query().forEach((name, value) -> set(request, name, value));
        GetObjectPresignRequest presign = GetObjectPresignRequest.builder()
                .signatureDuration(Duration.ofHours(1))
                .getObjectRequest(request.build())
                .build();
        return presigner.presignGetObject(presign).url().toString();
    }

    private static void set(GetObjectRequest.Builder request, String name, String value) {
        switch (name) {
            case "response-cache-control" -> request.responseCacheControl(value);
            case "response-content-disposition" -> request.responseContentDisposition(value);
            case "response-content-encoding" -> request.responseContentEncoding(value);
            case "response-content-language" -> request.responseContentLanguage(value);
            case "response-content-type" -> request.responseContentType(value);
            default -> throw new IllegalArgumentException("parameter: must be a response parameter, was " + name);
        }
    }
}
