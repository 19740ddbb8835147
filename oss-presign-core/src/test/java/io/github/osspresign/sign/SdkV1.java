// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import com.aliyun.oss.ClientConfiguration;
import com.aliyun.oss.common.auth.Credentials;
import com.aliyun.oss.common.auth.CredentialsProvider;
import com.aliyun.oss.common.auth.DefaultCredentials;
import com.aliyun.oss.common.comm.DefaultServiceClient;
import com.aliyun.oss.common.comm.ServiceClient;
import com.aliyun.oss.common.comm.SignVersion;
import com.aliyun.oss.internal.OSSObjectOperation;
import com.aliyun.oss.internal.SignUtils;
import com.aliyun.oss.model.GeneratePresignedUrlRequest;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;

/**
 * SDK {@code aliyun-sdk-oss}. This class calls the two methods that its client delegates presigning to, because the
 * client looks its endpoint up in the DNS, and tests have no network.
 */
final class SdkV1 implements OfficialSdk {

    private final Map<SigningInput.Address, ServiceClient> clients = new HashMap<>();

    @Override
    public SignedUrl presign(SigningInput input) {
        ServiceClient client = clients.computeIfAbsent(input.address(), SdkV1::client);
        URI endpoint = URI.create(input.address().endpoint());
        Credentials credentials = new DefaultCredentials(
                input.credentials().accessKeyId(),
                input.credentials().accessKeySecret(),
                input.credentials().securityToken());
        if (input.version() == SignatureVersion.V1) {
            return SignedUrl.parse(SignUtils.buildSignedURL(
                    request(input, input.signedAt()), credentials, client.getClientConfiguration(), endpoint));
        }
        OSSObjectOperation operation = new OSSObjectOperation(client, new FixedCredentials(credentials));
        operation.setEndpoint(endpoint);
        operation.setRegion(input.region());
        operation.setProduct("oss");
        return SignedUrl.parse(
                operation.generatePresignedUrl(request(input, Instant.now())).toString());
    }

    private static GeneratePresignedUrlRequest request(SigningInput input, Instant start) {
        GeneratePresignedUrlRequest request = new GeneratePresignedUrlRequest(
                input.bucket(),
                input.key(),
                com.aliyun.oss.HttpMethod.valueOf(input.method().name()));
        request.setExpiration(Date.from(start.plus(input.lifetime())));
        input.query().forEach(request::addQueryParameter);
        input.headers().forEach(request::addHeader);
        input.additionalHeaders().forEach(request::addAdditionalHeaderName);
        return request;
    }

    private static ServiceClient client(SigningInput.Address address) {
        ClientConfiguration configuration = new ClientConfiguration();
        configuration.setSupportCname(address.cname());
        configuration.setSLDEnabled(address.pathStyle());
        configuration.setSignatureVersion(SignVersion.V4);
        return new DefaultServiceClient(configuration);
    }

    @Override
    public void close() {
        clients.values().forEach(ServiceClient::shutdown);
    }

    private record FixedCredentials(Credentials credentials) implements CredentialsProvider {

        @Override
        public void setCredentials(Credentials credentials) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Credentials getCredentials() {
            return credentials;
        }
    }
}
