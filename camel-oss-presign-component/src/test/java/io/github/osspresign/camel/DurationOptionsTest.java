package io.github.osspresign.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.camel.osspresigned.OssPresignedComponent;
import io.github.osspresign.camel.osspresigned.OssPresignedEndpoint;
import io.github.osspresign.camel.presign.PresignComponent;
import io.github.osspresign.camel.presign.PresignEndpoint;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Component;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PropertyBindingSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationOptionsTest {

    private static final String OVERFLOWING = "213503982334602d";

    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() {
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "presign:examplebucket, expiration",
        "presign:examplebucket, minValidity",
        "presign:examplebucket, minAge",
        "presign:examplebucket, maxAge",
        "osspresigned:inbox, connectTimeout",
        "osspresigned:inbox, stallTimeout",
        "osspresigned:inbox, downloadTimeout",
        "osspresigned:inbox, backoffInitial",
        "osspresigned:inbox, backoffMax"
    })
    void refusesInvalidDurationOfEndpointAndNamesTheOption(String endpoint, String option) {
        for (String value : new String[] {OVERFLOWING, "1s".repeat(500), "9".repeat(1000), "soon"}) {
            assertThatThrownBy(() -> context.getEndpoint(endpoint + "?" + option + "=" + value))
                    .rootCause()
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(
                            option + ": must be a duration such as 15m, 1h30m or PT1H, was '" + value.substring(0, 4))
                    .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
        }
    }

    @ParameterizedTest
    @CsvSource({"presign, expiration", "presign, maxExpiration", "osspresigned, stallTimeout"})
    void refusesInvalidDurationOfComponentAndNamesTheOption(String scheme, String option) {
        Component component = context.getComponent(scheme);
        for (String value : new String[] {OVERFLOWING, "1s".repeat(5000)}) {
            assertThatThrownBy(() -> PropertyBindingSupport.build()
                            .withCamelContext(context)
                            .withTarget(component)
                            .withConfigurer(component.getComponentPropertyConfigurer())
                            .withProperty(option, value)
                            .bind())
                    .rootCause()
                    .hasMessageStartingWith(option + ": must be a duration such as 15m");
        }
    }

    @Test
    void parsesDurationsAndBeanReferencesOfComponentAndEndpoint() {
        context.getRegistry().bind("aDay", Duration.ofDays(1));
        PresignComponent presign = context.getComponent("presign", PresignComponent.class);
        PropertyBindingSupport.build()
                .withCamelContext(context)
                .withTarget(presign)
                .withConfigurer(presign.getComponentPropertyConfigurer())
                .withProperties(new java.util.HashMap<>(Map.of("maxExpiration", "#bean:aDay", "expiration", "PT2H")))
                .bind();
        assertThat(presign.getMaxExpiration()).isEqualTo(Duration.ofDays(1));
        assertThat(presign.getConfiguration().getExpiration()).isEqualTo(Duration.ofHours(2));

        assertThat(context.getEndpoint("presign:examplebucket?minAge=#aDay", PresignEndpoint.class)
                        .getConfiguration()
                        .getMinAge())
                .isEqualTo(Duration.ofDays(1));
        assertThat(context.getEndpoint("osspresigned:inbox?stallTimeout=1m30s", OssPresignedEndpoint.class)
                        .getConfiguration()
                        .getStallTimeout())
                .isEqualTo(Duration.ofSeconds(90));
        assertThat(context.getComponent("osspresigned")).isInstanceOf(OssPresignedComponent.class);
    }
}
