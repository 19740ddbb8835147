// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.credentials.StaticCredentialsProvider;
import io.github.osspresign.camel.listener.SigningListener;
import java.beans.Introspector;
import java.lang.reflect.Method;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateConsumerException;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An endpoint refuses every option that it does not use, with a message that says what the option belongs to. */
class PresignUseTest extends PresignTestSupport {

    private static final Set<PresignUse> ROLES = EnumSet.range(PresignUse.SIGN, PresignUse.CONSUMER);

    /** Valid value of each option, different from its default. */
    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("region", "cn-beijing"),
            Map.entry("endpoint", "oss-cn-hangzhou-internal.aliyuncs.com"),
            Map.entry("endpointType", "accelerate"),
            Map.entry("addressStyle", "cname"),
            Map.entry("accessKey", "other"),
            Map.entry("secretKey", "other"),
            Map.entry("sessionToken", "token"),
            Map.entry("credentialsProvider", "#bean:provider"),
            Map.entry("ossClient", "#bean:client"),
            Map.entry("auditListener", "#bean:audit"),
            Map.entry("cdn", "A&authKey=aliyuncdnexp1234&endpoint=cdn.example.com&addressStyle=cname"),
            Map.entry("authKey", "aliyuncdnexp1234"),
            Map.entry("cdnValidity", "1h"),
            Map.entry("objectKey", "k"),
            Map.entry("method", "POST"),
            Map.entry("expiration", "5m"),
            Map.entry("expirationTime", "2024-11-13T00:00:00Z"),
            Map.entry("minValidity", "1m"),
            Map.entry("signatureVersion", "V1"),
            Map.entry("downloadFileName", "a.txt"),
            Map.entry("responseContentType", "text/plain"),
            Map.entry("responseContentDisposition", "inline"),
            Map.entry("versionId", "v1"),
            Map.entry("process", "image/resize,w_100"),
            Map.entry("trafficLimit", "819200"),
            Map.entry("query", "callback=e30="),
            Map.entry("header", "x-oss-meta-a=1"),
            Map.entry("additionalHeaders", "host"),
            Map.entry("prefix", "a/"),
            Map.entry("antInclude", "*"),
            Map.entry("antExclude", "*.tmp"),
            Map.entry("minSize", "1"),
            Map.entry("maxSize", "2"),
            Map.entry("minAge", "1m"),
            Map.entry("maxAge", "2m"),
            Map.entry("maxMessagesPerPoll", "1"),
            Map.entry("deleteAfterRead", "true"),
            Map.entry("moveTo", "done/"),
            Map.entry("idempotentRepository", "#bean:repository"),
            Map.entry("stateRepository", "#bean:position"),
            Map.entry("verifyObject", "true"),
            Map.entry("minUploadSize", "1"),
            Map.entry("maxUploadSize", "1000"),
            Map.entry("contentTypes", "image/png"),
            Map.entry("successStatus", "201"),
            Map.entry("successRedirect", "https://app.example.com/done"),
            Map.entry("openFields", "x-oss-storage-class"),
            Map.entry("callbackUrl", "https://app.example.com/uploaded"),
            Map.entry("callbackBody", "RAW(${object})"),
            Map.entry("callbackVar", "order=1"),
            Map.entry("partSize", "1048576"),
            Map.entry("uploadSize", "5"),
            Map.entry("contentMd5", "RAW(XUFAKrxLKna5cZ2REBfFkg==)"),
            Map.entry("operation", "sign"),
            Map.entry("renewWithin", "1d"),
            Map.entry("output", "body"));

    @AutoClose
    private final OSSClient client = OSSClient.newBuilder()
            .region("cn-hangzhou")
            .credentialsProvider(new StaticCredentialsProvider("AKIDEXAMPLE", "geheim"))
            .build();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getRegistry().bind("provider", new StaticCredentialsProvider("AKIDEXAMPLE", "geheim"));
        context.getRegistry().bind("client", client);
        context.getRegistry().bind("audit", (SigningListener) event -> {});
        context.getRegistry().bind("repository", new MemoryIdempotentRepository());
        context.getRegistry().bind("position", new MemoryStateRepository());
        return context;
    }

    static Stream<PresignUse> roles() {
        return ROLES.stream();
    }

    @Test
    void tableHasEveryOption() {
        Set<String> options = Stream.of(PresignConfiguration.class.getMethods())
                .map(Method::getName)
                .filter(name -> name.startsWith("set"))
                .map(name -> Introspector.decapitalize(name.substring(3)))
                .collect(toCollection(TreeSet::new));

        assertThat(PresignUse.OPTIONS.options()).containsExactlyInAnyOrderElementsOf(options);
        assertThat(VALUES.keySet()).containsExactlyInAnyOrderElementsOf(options);
    }

    @ParameterizedTest
    @MethodSource("roles")
    void refusesExactlyTheOptionsOfOtherUses(PresignUse role) {
        for (String option : PresignUse.OPTIONS.options()) {
            String uses = PresignUse.OPTIONS.of(option);
            boolean used = uses.isEmpty() || Set.of(uses.split(" or ", -1)).contains(role.toString());
            // Depends on another option, or selects the use.
            if (!option.equals("endpointType") && !option.equals("operation")) {
                // Only this parameter belongs to every request of an upload in parts.
                boolean ofUpload = option.equals("query") && role == PresignUse.MULTIPART;
                // Moved objects must not have the prefix, and without one every key has it.
                String prefix = option.equals("moveTo") && used ? "&prefix=in/" : "";
                Throwable failure =
                        failure(role, option, ofUpload ? "x-oss-request-payer=requester" : VALUES.get(option) + prefix);
                if (used) {
                    assertThat(failure).as("%s with %s", option, role).isNull();
                } else {
                    assertThat(failure)
                            .as("%s with %s", option, role)
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageStartingWith(option + ": must be used with ");
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SIGN | method=PUT&maxUploadSize=1000 | maxUploadSize: must be used with operation=postPolicy, was used without",
                "SIGN | method=PUT&contentTypes=image/png | contentTypes: must be used with operation=postPolicy, was used without",
                "SIGN | antExclude=*.tmp | antExclude: must be used with operation=signPrefix or a consumer, was used without",
                "SIGN | successStatus=201 | successStatus: must be used with operation=postPolicy, was used without",
                "MULTIPART | downloadFileName=a.csv | downloadFileName: must be used with operation=sign or operation=signAll or operation=signPrefix or a consumer, was used without",
                "SIGN | maxMessagesPerPoll=5 | maxMessagesPerPoll: must be used with a consumer, was used without",
                "SIGN_PREFIX | objectKey=k | objectKey: must be used with operation=sign or operation=signAll or operation=postPolicy or operation=multipart, was used without",
                "CONSUMER | renewWithin=1d | renewWithin: must be used with operation=sign or operation=renew, was used without",
                "SIGN | endpoint=a.example.com&endpointType=internal | endpointType: must be used with region instead of endpoint, was used without",
            })
    void saysWhatTheOptionBelongsTo(PresignUse role, String options, String message) {
        int equals = options.indexOf('=');
        assertThat(failure(role, options.substring(0, equals), options.substring(equals + 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    /** Only defaults that a form or a renewed link would not keep, and a version of listed objects, are refused. */
    @ParameterizedTest
    @MethodSource("roles")
    void ignoresDefaultsOfOtherUses(PresignUse role) throws Exception {
        for (String option : PresignUse.OPTIONS.options()) {
            String uses = PresignUse.OPTIONS.of(option);
            boolean used = uses.isEmpty() || Set.of(uses.split(" or ", -1)).contains(role.toString());
            boolean partOfLink = uses.contains(PresignUse.SIGN_ALL.toString()) && !option.equals("method");
            boolean kept = !EnumSet.of(PresignUse.POST_POLICY, PresignUse.MULTIPART, PresignUse.RENEW)
                    .contains(role);
            if (!used && !option.equals("endpointType")) {
                setDefault(option);
                Throwable failure = failure(role, "expiration", "5m");
                if ((partOfLink && !kept) || option.equals("versionId")) {
                    assertThat(failure)
                            .as("%s with %s", option, role)
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageMatching(option + ": must be used with .*, as a default of the component");
                } else {
                    assertThat(failure).as("%s with %s", option, role).isNull();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SIGN, maxMessagesPerPoll, 1000",
        "POST_POLICY, verifyObject, false",
        "SIGN_ALL, verifyObject, false",
        "CONSUMER, verifyObject, false",
        "SIGN_ALL, renewWithin, 7d"
    })
    void acceptsTheBuiltInDefaultOfAnyOption(PresignUse role, String option, String builtIn) throws Exception {
        setDefault(option);

        assertThat(failure(role, option, builtIn)).isNull();
    }

    /** Replaces the component by one with only this default. */
    private void setDefault(String option) throws Exception {
        PresignComponent component = component(Map.of());
        context.removeEndpoints("*");
        context.removeComponent("presign");
        context.addComponent("presign", component);
        String[] values = VALUES.get(option).split("&", 2);
        String[] entry = values[0].split("=", 2);
        Map<String, Object> properties = new HashMap<>();
        switch (option) {
            case "query", "header", "callbackVar" -> properties.put(option + "[" + entry[0] + "]", entry[1]);
            default -> properties.put(option, values[0]);
        }
        for (String further : values.length > 1 ? values[1].split("&") : new String[0]) {
            properties.put(further.substring(0, further.indexOf('=')), further.substring(further.indexOf('=') + 1));
        }
        PropertyBindingSupport.build()
                .withCamelContext(context)
                .withTarget(component)
                .withConfigurer(component.getComponentPropertyConfigurer())
                .withProperties(properties)
                .bind();
    }

    private Throwable failure(PresignUse role, String option, String value) {
        String name = switch (option) {
            case "query", "header", "callbackVar" -> option + "." + value;
            default -> option + "=" + value;
        };
        String uri = "presign:examplebucket?" + KEYS + "&" + name
                + (option.equals("region") ? "" : "&region=cn-hangzhou")
                + (option.equals("addressStyle") ? "&endpoint=files.example.com" : "")
                + (role == PresignUse.POST_POLICY && !option.equals("method") ? "&method=POST" : "")
                + (role == PresignUse.CONSUMER || option.equals("operation") ? "" : "&" + role);
        if (uri.contains("accessKey=other") || uri.contains("secretKey=other")) {
            uri = uri.replaceFirst(option + "=[^&]*&", "");
        }
        String endpoint = uri;
        Throwable failure = catchThrowable(() -> {
            PresignEndpoint made = context.getEndpoint(endpoint, PresignEndpoint.class);
            ServiceHelper.initService(
                    role == PresignUse.CONSUMER ? made.createConsumer(exchange -> {}) : made.createProducer());
        });
        return failure instanceof FailedToCreateConsumerException ? failure.getCause() : failure;
    }
}
