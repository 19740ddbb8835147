// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.secrecy;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.osspresign.camel.osspresigned.OssPresignedConfiguration;
import io.github.osspresign.camel.presign.PresignConfiguration;
import io.github.osspresign.camel.presign.signing.LinkAddresses;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.PresignedPart;
import io.github.osspresign.link.PresignedUpload;
import io.github.osspresign.link.UploadCallback;
import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.oss.syntax.PartLayout;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.OssCredentials;
import io.github.osspresign.sign.PostPolicy;
import io.github.osspresign.sign.PresignRequest;
import io.github.osspresign.transfer.model.ProxyServer;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing that can hold a secret shows it in its text form, what is written later included. */
class SecretTypesTest {

    private static final String SECRET = "f2f5cd2abafee71bb61c399d66696b04cab13203d1a253f8b13e5b6a583724c8";
    private static final String URL = "https://b.oss-cn-hangzhou.aliyuncs.com/k?x-oss-signature=" + SECRET;

    /** What a component of a record is called, or what type it has, that can hold a secret. */
    private static final Pattern NAME =
            Pattern.compile("(?i).*(?:url|link|secret|token|signature|password|credential|headers|fields|query|target"
                    + "|canonical|stringtosign).*");

    private static final Pattern MASKED = Pattern.compile("(?i)masked.*");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.github.osspresign");

    static Stream<Class<?>> recordsThatCanHoldASecret() {
        return CLASSES.stream()
                .filter(JavaClass::isRecord)
                // What these hold is made up for a test, or public and masked.
                .filter(type -> !type.getPackageName().startsWith("io.github.osspresign.devserver"))
                .filter(type -> !type.getPackageName().equals("io.github.osspresign.test"))
                .<Class<?>>map(JavaClass::reflect)
                .filter(type -> Arrays.stream(type.getRecordComponents()).anyMatch(SecretTypesTest::canHoldASecret));
    }

    private static boolean canHoldASecret(RecordComponent component) {
        Class<?> type = component.getType();
        boolean text = type == String.class || Map.class.isAssignableFrom(type) || List.class.isAssignableFrom(type);
        if (text && NAME.matcher(component.getName()).matches()) {
            return !MASKED.matcher(component.getName()).matches();
        }
        return type.isRecord() && Arrays.stream(type.getRecordComponents()).anyMatch(SecretTypesTest::canHoldASecret);
    }

    @ParameterizedTest
    @MethodSource("recordsThatCanHoldASecret")
    void noRecordShowsASecret(Class<?> type) throws Exception {
        assertThat(sample(type).toString()).doesNotContainIgnoringCase(SECRET.substring(0, 8));
    }

    @Test
    void theRecordsAreFound() {
        assertThat(recordsThatCanHoldASecret().map(Class::getSimpleName))
                .contains(
                        "PresignedLink",
                        "PresignedUpload",
                        "LinkAddress",
                        "OssCredentials",
                        "PresignedUrl",
                        "PresignRequest",
                        "SignatureTrace",
                        "PostForm",
                        "ProxyServer",
                        "SignedLink");
    }

    @Test
    void noConfigurationShowsASecret() {
        PresignConfiguration signing = new PresignConfiguration();
        signing.setSecretKey(SECRET);
        signing.setSessionToken(SECRET);
        OssPresignedConfiguration downloading = new OssPresignedConfiguration();
        downloading.setProxyAuthPassword(SECRET);

        assertThat(signing.toString() + downloading).doesNotContain(SECRET);
    }

    /** With the secret wherever a text fits. */
    private static Object sample(Class<?> type) throws ReflectiveOperationException {
        if (type == ServiceEndpoint.class) {
            return ServiceEndpoint.parse("oss-cn-hangzhou.aliyuncs.com");
        } else if (type == PresignRequest.class) {
            return PresignRequest.builder(
                            HttpMethod.GET, (ServiceEndpoint) sample(ServiceEndpoint.class), "bucket", "k")
                    .query("callback", SECRET)
                    .header("x-oss-meta-a", SECRET)
                    .build();
        } else if (type == PostPolicy.class) {
            return new PostPolicy(
                    (ServiceEndpoint) sample(ServiceEndpoint.class),
                    "cn-hangzhou",
                    "bucket",
                    "k",
                    List.of(),
                    0,
                    1,
                    Map.of("x-oss-meta-a", SECRET),
                    Duration.ofMinutes(1));
        } else if (type == UploadCallback.class) {
            return new UploadCallback(URL, SECRET, Map.of("name", SECRET));
        } else if (type == ProxyServer.class) {
            return new ProxyServer("proxy.example", 3128, "alice", SECRET);
        } else if (type == LinkAddresses.class) {
            ServiceEndpoint endpoint = (ServiceEndpoint) sample(ServiceEndpoint.class);
            return new LinkAddresses(endpoint, Map.of("bucket", endpoint), "cn-hangzhou");
        } else if (type == PresignedUpload.class) {
            return new PresignedUpload(
                    "bucket",
                    "k",
                    SECRET,
                    1L,
                    PartLayout.MIN_PART_SIZE,
                    Instant.EPOCH,
                    List.of(new PresignedPart(1, URL, Map.of("name", SECRET))),
                    List.of(link("GET")),
                    link("POST"),
                    link("DELETE"),
                    link("HEAD"));
        }
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = canHoldASecret(components[i]) || types[i] != String.class ? value(types[i]) : "x";
        }
        Constructor<?> constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(values);
    }

    private static PresignedLink link(String method) {
        return PresignedLink.builder(URL).method(method).build();
    }

    private static Object value(Class<?> type) throws ReflectiveOperationException {
        if (type == String.class) {
            return URL;
        } else if (type == Map.class) {
            return Map.of("name", SECRET);
        } else if (type == SortedMap.class) {
            return new TreeMap<>(Map.of("name", SECRET));
        } else if (type == List.class) {
            return List.of();
        } else if (type == PresignedLink.class) {
            return PresignedLink.of(URL);
        } else if (type == OssCredentials.class) {
            return new OssCredentials(SECRET, SECRET, SECRET, Instant.EPOCH);
        } else if (type == int.class) {
            return 1;
        } else if (type == long.class || type == Long.class) {
            return 1L;
        } else if (type == boolean.class) {
            return true;
        } else if (type == Instant.class) {
            return Instant.EPOCH;
        } else if (type == Duration.class) {
            return Duration.ofMinutes(1);
        } else if (type == Path.class) {
            return Path.of("x");
        } else if (type == URI.class) {
            return URI.create(URL);
        } else if (type.isEnum()) {
            return type.getEnumConstants()[0];
        } else if (type.isRecord()) {
            return sample(type);
        } else if (Set.class.isAssignableFrom(type)) {
            return Set.of();
        } else if (type.isSealed()) {
            return value(type.getPermittedSubclasses()[0]);
        } else if (type.isInterface()) {
            return Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> "a proxy");
        }
        return null;
    }
}
