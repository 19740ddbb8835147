// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.OSSClientBuilder;
import com.aliyun.sdk.service.oss2.PresignOptions;
import com.aliyun.sdk.service.oss2.credentials.AnonymousCredentialsProvider;
import com.aliyun.sdk.service.oss2.credentials.Credentials;
import com.aliyun.sdk.service.oss2.credentials.CredentialsProvider;
import com.aliyun.sdk.service.oss2.credentials.CredentialsProviderSupplier;
import com.aliyun.sdk.service.oss2.models.GetObjectRequest;
import com.aliyun.sdk.service.oss2.models.HeadObjectRequest;
import com.aliyun.sdk.service.oss2.models.PresignResult;
import com.aliyun.sdk.service.oss2.models.PutObjectRequest;
import com.aliyun.sdk.service.oss2.signer.Signer;
import com.aliyun.sdk.service.oss2.signer.SignerV1;
import com.aliyun.sdk.service.oss2.signer.SignerV4;
import com.aliyun.sdk.service.oss2.signer.SigningContext;
import com.aliyun.sdk.service.oss2.transport.HttpClient;
import com.aliyun.sdk.service.oss2.transport.RequestMessage;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * SDK {@code alibabacloud-oss-v2}. Its client presigns GET, HEAD and PUT. For other methods, and for additional
 * headers, which a client has for all its requests, this class passes the request that the client builds to the signer
 * of the SDK.
 */
final class SdkV2 implements OfficialSdk {

    private final Map<String, OSSClient> clients = new HashMap<>();
    private OssCredentials credentials;

    @Override
    public SignedUrl presign(SigningInput input) {
        credentials = input.credentials();
        boolean supportedByClient = input.method() == HttpMethod.GET
                || input.method() == HttpMethod.HEAD
                || input.method() == HttpMethod.PUT;
        return SignedUrl.parse(
                supportedByClient && input.additionalHeaders().isEmpty()
                        ? presignByClient(input)
                        : presignBySigner(input, input.signedAt()));
    }

    /** Returns a URL of the signer whose clock differs from the sign time from which the expiry was computed. */
    SignedUrl presign(SigningInput input, Instant clock) {
        credentials = input.credentials();
        return SignedUrl.parse(presignBySigner(input, clock));
    }

    private String presignByClient(SigningInput input) {
        OSSClient client = client(input, new CredentialsProviderSupplier(this::sdkCredentials));
        // V1 signs the expiry but not the sign time. V4 takes the sign time from the clock.
        Instant start = input.version() == SignatureVersion.V1 ? input.signedAt() : Instant.now();
        PresignOptions options = PresignOptions.newBuilder()
                .expiration(start.plus(input.lifetime()))
                .build();
        PresignResult result = switch (input.method()) {
            case HEAD ->
                client.presign(
                        HeadObjectRequest.newBuilder()
                                .bucket(input.bucket())
                                .key(input.key())
                                .parameters(input.query())
                                .headers(input.headers())
                                .build(),
                        options);
            case PUT ->
                client.presign(
                        PutObjectRequest.newBuilder()
                                .bucket(input.bucket())
                                .key(input.key())
                                .parameters(input.query())
                                .headers(input.headers())
                                .build(),
                        options);
            default -> client.presign(getObject(input), options);
        };
        return result.url();
    }

    private String presignBySigner(SigningInput input, Instant clock) {
        // Without credentials the client returns the URL that it would sign.
        String unsigned = client(input, new AnonymousCredentialsProvider())
                .presign(getObject(input), PresignOptions.defaults())
                .url();
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(input.headers());
        SigningContext context = new SigningContext();
        context.setProduct("oss");
        context.setRegion(input.region());
        context.setBucket(input.bucket());
        context.setKey(input.key());
        context.setCredentials(sdkCredentials());
        context.setAuthMethodQuery(true);
        context.setAdditionalHeaders(input.additionalHeaders());
        context.setSignTime(clock);
        context.setExpiration(input.signedAt().plus(input.lifetime()));
        context.setRequest(RequestMessage.newBuilder()
                .method(input.method().name())
                .uri(unsigned)
                .headers(headers)
                .build());
        Signer signer = input.version() == SignatureVersion.V4 ? new SignerV4() : new SignerV1();
        signer.sign(context);
        return context.getRequest().uri().toString();
    }

    private static GetObjectRequest getObject(SigningInput input) {
        return GetObjectRequest.newBuilder()
                .bucket(input.bucket())
                .key(input.key())
                .parameters(input.query())
                .headers(input.headers())
                .build();
    }

    private Credentials sdkCredentials() {
        return new Credentials(credentials.accessKeyId(), credentials.accessKeySecret(), credentials.securityToken());
    }

    private OSSClient client(SigningInput input, CredentialsProvider provider) {
        String name = input.version() + " " + input.region() + " " + input.address() + " " + provider.getClass();
        return clients.computeIfAbsent(name, any -> {
            OSSClientBuilder builder = OSSClient.newBuilder()
                    .region(input.region())
                    .endpoint(input.address().endpoint())
                    .useCName(input.address().cname())
                    .usePathStyle(input.address().pathStyle())
                    .signatureVersion(input.version().name().toLowerCase(Locale.ROOT))
                    .credentialsProvider(provider)
                    .httpClient(new HttpClient() {});
            return builder.build();
        });
    }

    @Override
    public void close() {
        clients.values().forEach(client -> {
            try {
                client.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
