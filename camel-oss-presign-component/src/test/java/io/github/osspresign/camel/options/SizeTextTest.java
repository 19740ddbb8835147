// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.camel.osspresigned.OssPresignedComponent;
import io.github.osspresign.camel.presign.PresignComponent;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PropertyBindingSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes in options: bytes, or a number with a unit. */
class SizeTextTest {

    private static final String MESSAGE = ": must be a size in bytes or with a unit, such as 10MB, was ";
    private static final String SIGNING = "region=cn-hangzhou&accessKey=a&secretKey=b";

    @AutoClose
    private final DefaultCamelContext context = new DefaultCamelContext();

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1000, 1000",
        "7B, 7",
        "1KB, 1024",
        "1KiB, 1024",
        "10MB, 10485760",
        "10mib, 10485760",
        "2 gb, 2147483648",
        "2GiB, 2147483648",
        "1TB, 1099511627776",
        "1TiB, 1099511627776",
        "8388607TB, 9223370937343148032",
        "9223372036854775807, 9223372036854775807"
    })
    void countsUnitsInPowersOf1024(String text, long bytes) {
        assertThat(SizeText.parse("x", " " + text + " ")).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-1",
                "+1",
                "-1MB",
                "1.5GB",
                "1e3",
                "10M",
                "10m",
                "5g",
                "MB",
                "10PB",
                "10MBit",
                "10MB/s",
                "abc",
                "NaN",
                "60s",
                "8388608TB",
                "9223372036854775808",
                "99999999999999999999",
                "١KB"
            })
    void refusesOtherTextAndSizesAboveTheMaximum(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SizeText.parse("maxSize", text))
                .withMessage("maxSize" + MESSAGE + "'" + text + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "osspresigned:inbox, maxFileSize",
        "osspresigned:inbox, minFreeDisk",
        "osspresigned:inbox, maxBytesPerSecond",
        "osspresigned:inbox, partSize",
        "osspresigned:inbox, configuration.maxFileSize",
        "presign:bucket?operation=postPolicy&method=POST&objectKey=k, minUploadSize",
        "presign:bucket?operation=postPolicy&method=POST&objectKey=k, maxUploadSize",
        "presign:bucket?operation=multipart, partSize",
        "presign:bucket?operation=multipart, uploadSize",
        "presign:bucket?operation=multipart, configuration.uploadSize",
        "presign:bucket?operation=signPrefix, minSize",
        "presign:bucket?operation=signPrefix, maxSize"
    })
    void optionTakesUnitsAndRefusesWhatIsNoSize(String endpoint, String option) throws Exception {
        context.start();
        String name = option.replace("configuration.", "");
        String uri =
                endpoint + (endpoint.contains("?") ? "&" : "?") + (endpoint.startsWith("presign") ? SIGNING + "&" : "");
        for (String size : new String[] {"1048576", "1MB", "1 MiB"}) {
            startProducer(uri + option + "=" + size);
        }
        for (String size : new String[] {"-5", "5g", "", "9999999TB"}) {
            assertThatThrownBy(() -> startProducer(uri + option + "=" + size))
                    .hasStackTraceContaining(name + MESSAGE + "'" + size + "'");
        }
    }

    private void startProducer(String uri) throws Exception {
        Endpoint endpoint = context.getEndpoint(uri);
        endpoint.createProducer().start();
    }

    @Test
    void optionOfComponentTakesUnits() {
        Component downloads = context.getComponent("osspresigned");
        bind(downloads, "maxFileSize", "10MB");
        bind(downloads, "configuration.minFreeDisk", 1000);
        assertThat(((OssPresignedComponent) downloads).getConfiguration())
                .returns("10MB", options -> options.getMaxFileSize())
                .returns("1000", options -> options.getMinFreeDisk());
        Component links = context.getComponent("presign");
        bind(links, "maxSize", "1GiB");
        assertThat(((PresignComponent) links).getConfiguration().getMaxSize()).isEqualTo("1GiB");
    }

    private void bind(Component component, String option, Object value) {
        PropertyBindingSupport.build()
                .withCamelContext(context)
                .withTarget(component)
                .withConfigurer(component.getComponentPropertyConfigurer())
                .withMandatory(true)
                .withProperties(new HashMap<>(Map.of(option, value)))
                .bind();
    }
}
