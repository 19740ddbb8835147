package io.github.osspresign.devserver;

import com.aliyun.oss.ClientBuilderConfiguration;
import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSClientBuilder;
import com.aliyun.oss.common.auth.CredentialsProvider;
import com.aliyun.oss.common.auth.DefaultCredentialProvider;
import com.aliyun.oss.common.comm.SignVersion;

/** Unchanged clients of the official OSS SDK for Java V1; the caller shuts each one down. */
final class SdkV1 {

    private SdkV1() {}

    static OSS client(OssDevServer server, SignVersion version) {
        return client(
                server,
                version,
                server.endpoint().toString(),
                new DefaultCredentialProvider(server.accessKeyId(), server.accessKeySecret()));
    }

    static OSS client(OssDevServer server, SignVersion version, String endpoint, CredentialsProvider credentials) {
        ClientBuilderConfiguration configuration = new ClientBuilderConfiguration();
        configuration.setSignatureVersion(version);
        configuration.setMaxErrorRetry(0);
        return OSSClientBuilder.create()
                .endpoint(endpoint)
                .region(server.region())
                .credentialsProvider(credentials)
                .clientConfiguration(configuration)
                .build();
    }
}
