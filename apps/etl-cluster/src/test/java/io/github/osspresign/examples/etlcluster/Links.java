// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.oss.AddressStyle;
import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.OssCredentials;
import io.github.osspresign.sign.OssSigner;
import io.github.osspresign.sign.PresignRequest;
import io.github.osspresign.sign.SignatureVersion;
import java.time.Duration;
import java.time.Instant;

/** Links that somebody signs with the keys of the bucket. */
record Links(ServiceEndpoint endpoint, OssCredentials credentials) {

    static final String REGION = "cn-hangzhou";

    static Links of(OssDevServer server) {
        return new Links(
                ServiceEndpoint.parse(server.endpoint().toString(), AddressStyle.PATH),
                OssCredentials.of(server.accessKeyId(), server.accessKeySecret()));
    }

    /** Returns a link that works for a day. */
    PresignedLink get(String key) {
        return get(key, Duration.ofDays(1));
    }

    PresignedLink get(String key, Duration lifetime) {
        PresignRequest request = PresignRequest.builder(HttpMethod.GET, endpoint, Sample.BUCKET, key)
                .region(REGION)
                .lifetime(lifetime)
                .build();
        return PresignedLink.of(OssSigner.of(SignatureVersion.V4).presign(request, credentials, Instant.now()))
                .toBuilder()
                .bucket(Sample.BUCKET)
                .key(key)
                .build();
    }
}
