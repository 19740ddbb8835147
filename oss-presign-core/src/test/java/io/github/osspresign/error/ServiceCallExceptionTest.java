// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The message of a failed call explains the code of the service. */
class ServiceCallExceptionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SecondLevelDomainForbidden | 0003-00001401 | the default domain of the bucket is closed for requests to"
                        + " objects; use a custom domain: 'no'",
                "PublicEndpointForbidden | 0048-00000401 | the default domain of the bucket is closed for requests to"
                        + " objects; use a custom domain: 'no'",
                "SecondLevelDomainForbidden | 0003-00000000 | the default domain of the bucket is closed for requests to"
                        + " objects; use a custom domain: 'no'",
                "InvalidArgument | 0002-00000063 | the request has an Authorization header that is not one of OSS, or one"
                        + " beside the link: 'no'",
                "InvalidAccessKeyId | 0002-00000003 | the access key is temporary, but its security token is missing:"
                        + " 'no'",
                "SignatureDoesNotMatch | 0002-00000201 | the access key secret does not belong to the access key id: 'no'",
                "NoSuchBucket | 0015-00000101 | the bucket does not exist: 'no'",
                "AccessDenied | 0003-00000001 | the credentials lack the permission: 'no'",
                "AccessDenied | 0002-00000235 | the local clock is more than 15 minutes fast: 'no'",
                "AccessDenied | 0003-00000201 | a bucket policy denies the request: 'no'",
                "AccessDenied | 0003-99999999 | 'no'"
            },
            quoteCharacter = '"')
    void explainsCodeOfTheService(String code, String ec, String problem) {
        OssError error = new OssError(code, "no", ec, "67A0301D0123456789ABCDEF", "a.oss-cn-hangzhou.aliyuncs.com");

        ServiceCallException failure =
                new ServiceCallException("listing of bucket 'a'", 403, error, new IOException("no"));

        assertThat(failure)
                .hasMessageStartingWith("listing of bucket 'a' failed: " + problem + " (HTTP 403, code " + code)
                .hasMessageEndingWith(
                        "EC " + ec + ", request id 67A0301D0123456789ABCDEF, host id a.oss-cn-hangzhou.aliyuncs.com)");
        assertThat(failure.hostId()).isEqualTo("a.oss-cn-hangzhou.aliyuncs.com");
    }

    @ParameterizedTest
    @CsvSource({
        "oss-cn-hangzhou.aliyuncs.com, 'the bucket must be in the host, was in the path'",
        "a.oss-cn-hangzhou.aliyuncs.com, the default domain of the bucket is closed"
    })
    void tellsPathStyleFromAClosedDomainByTheHost(String hostId, String cause) {
        OssError error = new OssError(
                "SecondLevelDomainForbidden",
                "Please use virtual hosted style to access.",
                "0003-00001401",
                "67A0301D0123456789ABCDEF",
                hostId);

        assertThat(new ServiceCallException("listing of bucket 'a'", 403, error, new IOException("no")))
                .hasMessageStartingWith("listing of bucket 'a' failed: " + cause);
    }
}
