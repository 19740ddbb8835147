// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Common mistakes in endpoint URIs have a message that says what to write instead. */
class OptionMistakesTest {

    @AutoClose
    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() {
        context.start();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "presign:my-bucket/reports/a.pdf?region=cn-hangzhou&accessKey=a&secretKey=b | was 'my-bucket/reports/a.pdf'; write the object key in the option objectKey",
                "presign:my-bucket?expiration=1w | a duration with a unit of d, h, m, s or ms, such as 15m, 1h30m or PT1H, was '1w'",
                "presign:my-bucket?localDevelopment=true | localDevelopment: must be set on the component, as camel.component.presign.localDevelopment, was set on an endpoint",
                "presign:my-bucket?allowedbuckets=* | allowedbuckets: must be set on the component, as camel.component.presign.allowedbuckets, was set on an endpoint",
                "osspresigned:inbox?localDevelopment=true | localDevelopment: must be set on the component, as camel.component.osspresigned.localDevelopment, was set on an endpoint",
                "osspresigned:inbox?linkSource=file:x?a=1&b=2 | linkSource: must be written as RAW(...) because osspresigned: does not have all options after it",
                "osspresigned:inbox?linkSource=RAW(imaps:h?password=RAW(x)&delay=5)&fileExist=Fail | linkSource: must not contain RAW(...) within RAW(...), which ends there; write the outer one as RAW{...}",
                "osspresigned:inbox?refreshUri=RAW(presign:b?secretKey=RAW(x)&operation=renew) | refreshUri: must not contain RAW(...) within RAW(...), which ends there; write the outer one as RAW{...}",
                "osspresigned:inbox?refreshUri=http:renew?a=1&b=2 | refreshUri: must be written as RAW(...) because osspresigned: does not have all options after it"
            })
    void messageSaysWhatToWrite(String uri, String message) {
        assertThatThrownBy(() -> context.getEndpoint(uri).createProducer().start())
                .hasStackTraceContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "accessKeyId, accessKey",
        "access-key-id, accessKey",
        "accessKeySecret, secretKey",
        "securityToken, sessionToken",
        "configuration.securityToken, sessionToken"
    })
    void nameOfTheSdkIsRefusedWithOursAndWithoutItsValue(String name, String ours) {
        assertThatThrownBy(() -> context.getEndpoint("presign:my-bucket?region=cn-hangzhou&" + name + "=GEHEIM"))
                .hasStackTraceContaining(name + ": must be named " + ours)
                .satisfies(failure -> assertThat(stackTrace(failure)).doesNotContain("GEHEIM"));
    }

    @ParameterizedTest
    @CsvSource({
        "presign:my-bucket?expires=1h, expires, expiration",
        "presign:my-bucket?regoin=cn-hangzhou, regoin, region",
        "presign:my-bucket?objctkey=b, objctkey, objectKey",
        "presign:my-bucket?addresStyle=path, addresStyle, addressStyle",
        "osspresigned:inbox?linkSource=RAW(file:x?a=1&b=2)&fileExits=Fail, fileExits, fileExist",
        "osspresigned:inbox?linkSource=direct:x&fileExits=Fail, fileExits, fileExist",
        "osspresigned:inbox?bridgeErrorHandlr=true, bridgeErrorHandlr, bridgeErrorHandler"
    })
    void messageNamesTheNearestOption(String uri, String option, String nearest) {
        assertThatThrownBy(() -> context.getEndpoint(uri))
                .hasStackTraceContaining(option + ": is not an option; the nearest one is " + nearest);
    }

    @ParameterizedTest
    @CsvSource({"osspresigned:inbox?linkSource=direct:x&zzz=Fail, zzz", "presign:my-bucket?nonsense=1, nonsense"})
    void unknownOptionThatResemblesNoneIsNamedByCamel(String uri, String option) {
        assertThatThrownBy(() -> context.getEndpoint(uri)).hasMessageContaining("Unknown parameters=[{" + option + "=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "presign:my-bucket?region=cn-hangzhou&oursecret=GEHEIM",
                "presign:my-bucket?region=cn-hangzhou&secretKey=a&GEHEIM2=RAW(GEHEIM)&b=GEHEIM",
                "osspresigned:inbox?proxyPass=GEHEIM"
            })
    void valueOfUnknownOptionIsInNoException(String uri) {
        assertThatThrownBy(() -> context.getEndpoint(uri))
                .satisfies(failure -> assertThat(stackTrace(failure))
                        .contains("Unknown parameters=[{")
                        .doesNotContain("=GEHEIM")
                        .doesNotContain("(GEHEIM"));
    }

    @ParameterizedTest
    @CsvSource({
        "accessKeyId, accessKey",
        "accessKeySecret, secretKey",
        "access-key-secret, secretKey",
        "securityToken, sessionToken"
    })
    void nameOfTheSdkIsRefusedAsPropertyOfTheComponent(String name, String ours) {
        Main main = new Main();
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:a").to("presign:my-bucket?region=cn-hangzhou");
            }
        });
        main.addInitialProperty("camel.component.presign." + name, "GEHEIM");
        try {
            assertThatThrownBy(main::start)
                    .satisfies(failure -> assertThat(stackTrace(failure))
                            .containsPattern("camel.component.presign.[a-zA-Z-]+: must be named " + ours)
                            .doesNotContain("GEHEIM"));
        } finally {
            main.stop();
        }
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
