// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.springboot;

import io.github.osspresign.camel.osspresigned.OssPresignedComponent;
import io.github.osspresign.camel.presign.PresignComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/** Sets the options of both components that {@link OssConnectionDetails} have, after those of the properties. */
@AutoConfiguration
@ConditionalOnBean(OssConnectionDetails.class)
public class OssConnectionDetailsAutoConfiguration {

    /** Customizers of components without an order have 0. */
    private static final int AFTER_PROPERTIES = 1;

    @Lazy
    @Bean
    ComponentCustomizer presignConnectionCustomizer(OssConnectionDetails connection) {
        return ComponentCustomizer.builder(PresignComponent.class)
                .withOrder(AFTER_PROPERTIES)
                .build(component ->
                        ComponentOptions.set(connection.camelProperties(), "camel.component.presign.", component));
    }

    @Lazy
    @Bean
    ComponentCustomizer osspresignedConnectionCustomizer(OssConnectionDetails connection) {
        return ComponentCustomizer.builder(OssPresignedComponent.class)
                .withOrder(AFTER_PROPERTIES)
                .build(component ->
                        ComponentOptions.set(connection.camelProperties(), "camel.component.osspresigned.", component));
    }
}
