// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.camel.osspresigned.OssPresignedEndpoint;
import io.github.osspresign.camel.presign.PresignEndpoint;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Component;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.support.PropertyBindingSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An option that is a number never silently becomes another number, such as 0, which turns a limit off. */
class NumberOptionsTest {

    @AutoClose
    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() {
        context.start();
    }

    @ParameterizedTest
    @CsvSource({
        "presign:examplebucket, maxMessagesPerPoll",
        "presign:examplebucket, configuration.maxMessagesPerPoll",
        "osspresigned:inbox, parallelism",
        "osspresigned:inbox, maxAttempts",
        "osspresigned:inbox, concurrentDownloads",
        "osspresigned:inbox, proxyPort",
        "presign:examplebucket, repeatCount",
        "osspresigned:inbox, configuration.maxAttempts"
    })
    void refusesTextThatIsNoWholeNumberAndNamesTheOption(String endpoint, String option) {
        String name = option.replace("configuration.", "");
        for (String value : new String[] {"10k", "5g", "60s", "abc", "NaN", "1.5", "1e3", "99999999999999999999"}) {
            assertThatThrownBy(() -> context.getEndpoint(endpoint + "?" + option + "=" + value))
                    .as(value)
                    .rootCause()
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(name + ": must be a whole number, was '" + value + "'");
        }
    }

    @Test
    void refusesNumberThatIsTooLargeForItsType() {
        assertThatThrownBy(() -> context.getEndpoint("osspresigned:inbox?maxAttempts=4294967297"))
                .rootCause()
                .hasMessage("maxAttempts: must be a whole number, was '4294967297'");
    }

    @Test
    void refusesTextAsNumberOfComponent() {
        Component component = context.getComponent("osspresigned");
        assertThatThrownBy(() -> PropertyBindingSupport.build()
                        .withCamelContext(context)
                        .withTarget(component)
                        .withConfigurer(component.getComponentPropertyConfigurer())
                        .withProperty("maxAttempts", "10k")
                        .bind())
                .rootCause()
                .hasMessage("maxAttempts: must be a whole number, was '10k'");
        for (String property : new String[] {
            "camel.component.osspresigned.max-attempts", "camel.component.osspresigned.configuration.max-attempts"
        }) {
            Main main = new Main();
            main.addInitialProperty(property, "10k");
            assertThatThrownBy(main::start).as(property).hasStackTraceContaining("must be a whole number, was '10k'");
            main.stop();
        }
    }

    @ParameterizedTest
    @CsvSource({"delay", "initialDelay", "INITIALDELAY"})
    void refusesDelayThatIsNoDurationAndNamesTheOption(String option) {
        assertThatThrownBy(() -> context.getEndpoint("presign:examplebucket?" + option + "=soon"))
                .rootCause()
                .hasMessageMatching("(?i)" + option + ": must be a duration with a unit of .*, was 'soon'");
    }

    @Test
    void takesNumbersAndDelaysWithAndWithoutUnit() {
        context.getRegistry().bind("limit", 7L);
        OssPresignedEndpoint endpoint =
                context.getEndpoint("osspresigned:inbox?parallelism= 3&maxAttempts=5", OssPresignedEndpoint.class);
        assertThat(endpoint.getConfiguration().getParallelism()).isEqualTo(3);
        assertThat(endpoint.getConfiguration().getMaxAttempts()).isEqualTo(5);
        Map<String, Object> options = new HashMap<>(Map.of("minSize", 3, "maxSize", "4"));
        options.putAll(Map.of("delay", "1500", "initialDelay", "2s", "repeatCount", "#limit"));
        PresignEndpoint watcher = (PresignEndpoint) context.getEndpoint("presign:examplebucket", options);
        assertThat(watcher.getRepeatCount()).isEqualTo(7);
        assertThat(watcher.getDelay()).isEqualTo(1500);
        assertThat(watcher.getInitialDelay()).isEqualTo(2000);
        assertThat(watcher.getConfiguration().getMinSize()).isEqualTo("3");
        assertThat(watcher.getConfiguration().getMaxSize()).isEqualTo("4");
    }
}
