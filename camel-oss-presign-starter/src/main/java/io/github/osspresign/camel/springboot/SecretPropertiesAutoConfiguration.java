// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.springboot;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * Hides the options of both components that are or contain secrets in the actuator endpoints {@code env} and
 * {@code configprops}, also where these show values.
 */
@AutoConfiguration
@ConditionalOnClass(SanitizingFunction.class)
public class SecretPropertiesAutoConfiguration {

    @Bean
    SanitizingFunction ossPresignSanitizingFunction() {
        SecretProperties secrets = new SecretProperties();
        return data -> secrets.contain(data.getKey()) ? data.withSanitizedValue() : data;
    }
}
