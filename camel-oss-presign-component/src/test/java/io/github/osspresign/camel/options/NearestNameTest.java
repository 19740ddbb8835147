// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.camel.osspresigned.OssPresignedEndpointUriFactory;
import io.github.osspresign.camel.presign.PresignEndpointUriFactory;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {

    private static final Set<String> SIGNING = new PresignEndpointUriFactory().propertyNames();
    private static final Set<String> TRANSFERS = new OssPresignedEndpointUriFactory().propertyNames();

    @ParameterizedTest
    @CsvSource({
        "accessSecrt, accessKey",
        "secret-ky, secretKey",
        "secret, secretKey",
        "expires, expiration",
        "expiresAt, expiration",
        "REGOIN, region",
        "object, objectKey",
        "bucket, bucketName",
        "contentDisposition, responseContentDisposition",
        "contentType, contentTypes",
        "include, antInclude",
        "exclude, antExclude",
        "signVersion, signatureVersion",
        "oursecret,",
        "nonsense,",
        "b,",
        "'',"
    })
    void findsTheOptionOfPresign(String name, String nearest) {
        assertThat(NearestName.of(name, SIGNING)).isEqualTo(nearest);
    }

    @ParameterizedTest
    @CsvSource({
        "proxyPass, proxyAuthPassword",
        "proxyPassword, proxyAuthPassword",
        "proxy-user, proxyAuthUsername",
        "proxyUsername, proxyAuthUsername",
        "proxyPrt, proxyPort",
        "timeout, stallTimeout",
        "connectionTimeout, connectTimeout",
        "idempotentRepo, idempotentRepository",
        "sslContext, sslContextParameters",
        "maxSize, maxFileSize",
        "maxBytes, maxBytesPerSecond",
        "fileExits, fileExist",
        "allowPrivate, allowPrivateAddresses",
        "refreshUrl, refreshUri",
        "retries,",
        "limit,"
    })
    void findsTheOptionOfOssPresigned(String name, String nearest) {
        assertThat(NearestName.of(name, TRANSFERS)).isEqualTo(nearest);
    }
}
