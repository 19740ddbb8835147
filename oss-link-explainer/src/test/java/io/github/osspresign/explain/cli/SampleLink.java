// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain.cli;

import io.github.osspresign.oss.EndpointType;
import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.OssCredentials;
import io.github.osspresign.sign.OssSigner;
import io.github.osspresign.sign.PresignRequest;
import io.github.osspresign.sign.SignatureVersion;
import java.time.Instant;

/** Link that is valid for an hour. */
final class SampleLink {

    static final String SECRET = "ExampleSecretExampleSecret0000";

    private SampleLink() {}

    static String url(HttpMethod method) {
        PresignRequest request = PresignRequest.builder(
                        method,
                        ServiceEndpoint.of("cn-hangzhou", EndpointType.PUBLIC),
                        "examplebucket",
                        "reports/Q1+2 summary.pdf")
                .build();
        return OssSigner.of(SignatureVersion.V4)
                .presign(
                        request,
                        OssCredentials.of("LTAI5tExampleKeyId00", SECRET),
                        Instant.parse("2026-03-01T12:00:00Z"))
                .url();
    }
}
