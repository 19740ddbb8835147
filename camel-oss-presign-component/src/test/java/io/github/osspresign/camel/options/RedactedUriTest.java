// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.camel.osspresigned.OssPresignedConfiguration;
import io.github.osspresign.camel.presign.PresignConfiguration;
import java.lang.reflect.Field;
import org.apache.camel.Endpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.UriParam;
import org.apache.camel.util.SensitiveUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Endpoint URIs are shown without secrets, and endpoints with different secrets have different URIs. */
class RedactedUriTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "presign:b?region=cn-hangzhou&accessKey=GEHEIM&secretKey=RAW(GEHEIM+/=)&sessionToken=RAW{GEHEIM}",
                "presign:b?region=cn-hangzhou&access-key=GEHEIM&configuration.secretKey=GEHEIM&SESSIONTOKEN=GEHEIM",
                "presign:b?region=cn-hangzhou&cdn=A&authKey=RAW(GEHEIM,GEHEIM)",
                "presign:b?region=cn-hangzhou&configuration.auth-key=GEHEIM",
                "osspresigned:in?region=cn-hangzhou&proxyAuthPassword=RAW(GEHEIM)",
                "osspresigned:in?region=cn-hangzhou&linkSource=RAW(imaps:h?username=u&password=GEHEIM)",
                "osspresigned:in?region=cn-hangzhou&refreshUri=RAW(presign:b?secretKey=GEHEIM)",
                "osspresigned:in?region=cn-hangzhou&refreshUri=RAW(presign:b?accessKeySecret=GEHEIM)",
                "osspresigned:in?region=cn-hangzhou&refreshUri=RAW(presign:b?cdn=A&authKey=GEHEIM&operation=renew)",
                "osspresigned:in?region=cn-hangzhou&refreshUri=RAW(presign:b?cdn=A&auth-key=GEHEIM&operation=renew)",
                "osspresigned:in?region=cn-hangzhou&refreshUri=RAW{presign:b?auth-key=RAW(GEHEIM,GEHEIM)&access-key=GEHEIM}",
                "osspresigned:in?region=cn-hangzhou&refreshUri=presign%3Ab%3Fcdn%3DA%26authKey%3DGEHEIM",
                "osspresigned:in?region=cn-hangzhou&refreshUri=RAW(presign:b?objectKey=100%25)&linkSource=jms%3Aq%3Fpassword%3DGEHEIM"
            })
    void showsNoSecret(String uri) throws Exception {
        assertThat(RedactedUri.of(uri))
                .doesNotContain("GEHEIM")
                .contains("xxxxxx", "region=cn-hangzhou")
                .isEqualTo(RedactedUri.of(uri))
                .isNotEqualTo(RedactedUri.of(uri.replace("GEHEIM", "ANDERES")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "presign:b",
                "presign:b?region=cn-hangzhou",
                "osspresigned:in?linkSource=RAW(file:in?delay=5)",
                "osspresigned:in?linkSource=file%3Ain%3Fdelay%3D5%26include%3D%2E*%2525"
            })
    void keepsUriWithoutSecretsUnchanged(String uri) throws Exception {
        assertThat(RedactedUri.of(uri)).isEqualTo(uri);
    }

    /** Camel knows secrets by their names alone, in its start-up summary only by the whole name. */
    @ParameterizedTest
    @ValueSource(classes = {PresignConfiguration.class, OssPresignedConfiguration.class})
    @SuppressWarnings("deprecation") // Camel 4.22 has another name for secret(), which 4.18 does not know.
    void camelAndRedactedUrisKnowTheNamesOfAllSecretOptions(Class<?> options) throws Exception {
        for (Field field : options.getDeclaredFields()) {
            UriParam option = field.getAnnotation(UriParam.class);
            if (option != null && option.secret()) {
                assertThat(SensitiveUtils.containsSensitive("camel.component.x." + field.getName()))
                        .as(field.getName())
                        .isTrue();
                assertThat(RedactedUri.of("x:y?" + field.getName() + "=GEHEIM")).doesNotContain("GEHEIM");
            }
        }
    }

    @Test
    void differentSecretsMakeDifferentEndpoints() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Endpoint one = context.getEndpoint("presign:b?region=cn-hangzhou&accessKey=a&secretKey=GEHEIM");
            Endpoint other = context.getEndpoint("presign:b?region=cn-hangzhou&accessKey=a&secretKey=ANDERES");

            assertThat(one.getEndpointUri()).doesNotContain("GEHEIM").contains("accessKey=xxxxxx", "secretKey=xxxxxx");
            assertThat(one).isNotEqualTo(other);
            assertThat(context.getEndpoint("presign:b?region=cn-hangzhou&accessKey=a&secretKey=GEHEIM"))
                    .isSameAs(one);
        }
    }
}
