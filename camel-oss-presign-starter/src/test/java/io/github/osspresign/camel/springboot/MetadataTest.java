// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.configurationmetadata.ConfigurationMetadataProperty;
import org.springframework.boot.configurationmetadata.ConfigurationMetadataRepository;
import org.springframework.boot.configurationmetadata.ConfigurationMetadataRepositoryJsonBuilder;
import org.springframework.boot.configurationmetadata.ValueHint;

/** Metadata that a development environment completes, read by Spring Boot's reader. */
class MetadataTest {

    private static ConfigurationMetadataRepository metadata() throws IOException {
        try (InputStream file =
                MetadataTest.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            return ConfigurationMetadataRepositoryJsonBuilder.create(file).build();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"presign", "osspresigned"})
    void everyOptionIsDescribed(String scheme) throws IOException {
        Map<String, ConfigurationMetadataProperty> described = metadata().getAllProperties();
        try (InputStream json =
                MetadataTest.class.getResourceAsStream("/org/apache/camel/catalog/components/" + scheme + ".json")) {
            Map<?, ?> options = (Map<?, ?>) JSON.std.mapFrom(json).get("componentProperties");
            assertThat(options).isNotEmpty();
            for (Object option : options.keySet()) {
                String kebab =
                        option.toString().replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(java.util.Locale.ROOT);
                assertThat(described).containsKey("camel.component." + scheme + "." + kebab);
                assertThat(described
                                .get("camel.component." + scheme + "." + kebab)
                                .getDescription())
                        .isNotBlank();
            }
        }
    }

    @Test
    void typesAndDefaultsAndChoicesAreTold() throws IOException {
        Map<String, ConfigurationMetadataProperty> described = metadata().getAllProperties();

        assertThat(described.get("camel.component.presign.expiration"))
                .returns("java.time.Duration", ConfigurationMetadataProperty::getType)
                .returns("1h", ConfigurationMetadataProperty::getDefaultValue);
        assertThat(described.get("camel.component.presign.method").getHints().getValueHints())
                .extracting(ValueHint::getValue)
                .contains("GET", "PUT");
        assertThat(described).containsKey("camel.component.presign.customizer.enabled");
        assertThat(described.get("camel.component.osspresigned.parallelism").getType())
                .isEqualTo("java.lang.Integer");
    }
}
