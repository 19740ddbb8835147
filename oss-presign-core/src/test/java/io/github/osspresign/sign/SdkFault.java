// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import com.aliyun.oss.internal.SignParameters;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Known fault of an official SDK, with the exact condition on the input under which it signs differently from the
 * service.
 */
@SuppressWarnings("ImmutableEnumChecker") // the conditions hold no state
enum SdkFault {

    /** Signs a header value with the whitespace around it, which HTTP removes. */
    V2_KEEPS_BLANKS_AROUND_HEADER_VALUES(
            SdkV2.class, null, input -> anyOf(input.signedHeaders(), (name, value) -> hasWhitespaceAround(value))),

    /** Does not sign a header with an empty value, but sends it and lists it among the additional headers. */
    V2_DOES_NOT_SIGN_EMPTY_HEADERS(
            SdkV2.class,
            null,
            input -> anyOf(
                    input.signedHeaders(),
                    (name, value) ->
                            value.isEmpty() && (input.version() == SignatureVersion.V4 || name.startsWith("x-oss-")))),

    /** Does not sign parameters such as x-oss-process and x-oss-traffic-limit. */
    V2_DOES_NOT_SIGN_OSS_PARAMETERS(
            SdkV2.class,
            SignatureVersion.V1,
            input -> anyOf(input.query(), (name, value) -> name.startsWith("x-oss-"))),

    /** Does not sign sub-resources of older features. */
    V2_DOES_NOT_KNOW_OLDER_SUB_RESOURCES(
            SdkV2.class,
            SignatureVersion.V1,
            input -> anyOf(
                    input.query(), (name, value) -> Set.of("img", "styleName").contains(name))),

    /** Signs parameters and the token without the whitespace around them, but sends them with it. */
    V1_SIGNS_PARAMETERS_WITHOUT_THE_BLANKS_AROUND_THEM(
            SdkV1.class,
            SignatureVersion.V4,
            input -> anyOf(input.query(), (name, value) -> hasWhitespaceAround(name) || hasWhitespaceAround(value))
                    || (input.credentials().isTemporary()
                            && hasWhitespaceAround(input.credentials().securityToken()))),

    /** Signs X-Oss-Content-Sha256 as a header but, unless it is in lower case, not as the hash of the payload. */
    V1_READS_THE_CONTENT_HASH_ONLY_IN_LOWER_CASE(
            SdkV1.class,
            SignatureVersion.V4,
            input -> input.spelling("x-oss-content-sha256")
                    .filter(name -> !name.equals("x-oss-content-sha256"))
                    .filter(name -> !input.headers().get(name).equals("UNSIGNED-PAYLOAD"))
                    .isPresent()),

    /** Replaces a host header that is not spelled "Host" by the host of the endpoint without its port. */
    V1_REPLACES_A_HOST_HEADER_OF_OTHER_SPELLING(
            SdkV1.class,
            SignatureVersion.V4,
            input -> input.signedHeaders().containsKey("host")
                    && !input.headers().containsKey("Host")
                    && !input.signedHeaders().get("host").equals(hostWithoutPort(input))),

    /** Signs a sub-resource with an empty value as "acl=" instead of "acl". */
    V1_SIGNS_EMPTY_SUB_RESOURCES_WITH_AN_EQUALS_SIGN(
            SdkV1.class,
            SignatureVersion.V1,
            input -> anyOf(
                    input.query(), (name, value) -> SignParameters.SIGNED_PARAMTERS.contains(name) && value.isEmpty())),

    /** Does not sign parameters that begin with x-oss- but are missing in its list. */
    V1_DOES_NOT_SIGN_OSS_PARAMETERS_NEWER_THAN_ITSELF(
            SdkV1.class,
            SignatureVersion.V1,
            input -> anyOf(
                    input.query(),
                    (name, value) -> name.startsWith("x-oss-") && !SignParameters.SIGNED_PARAMTERS.contains(name))),

    /** Does not sign sub-resources that only the other SDK knows. */
    V1_DOES_NOT_KNOW_NEWER_SUB_RESOURCES(
            SdkV1.class,
            SignatureVersion.V1,
            input -> anyOf(
                    input.query(),
                    (name, value) -> Set.of("cloudboxes", "cleanRestoredObject").contains(name)));

    private final Class<? extends OfficialSdk> sdk;
    private final @Nullable SignatureVersion version;
    private final Predicate<SigningInput> condition;

    SdkFault(Class<? extends OfficialSdk> sdk, @Nullable SignatureVersion version, Predicate<SigningInput> condition) {
        this.sdk = sdk;
        this.version = version;
        this.condition = condition;
    }

    boolean affects(OfficialSdk subject, SigningInput input) {
        return sdk.isInstance(subject) && (version == null || version == input.version()) && condition.test(input);
    }

    private static boolean anyOf(Map<String, String> pairs, BiPredicate<String, String> test) {
        return pairs.entrySet().stream().anyMatch(pair -> test.test(pair.getKey(), pair.getValue()));
    }

    private static boolean hasWhitespaceAround(String text) {
        return !text.equals(text.trim());
    }

    /** Returns the host that the SDK reads: none if the name of the bucket has an underscore. */
    private static String hostWithoutPort(SigningInput input) {
        URI endpoint = URI.create(input.address().endpoint());
        boolean bucketInHost = !input.address().cname() && !input.address().pathStyle();
        return bucketInHost
                ? URI.create("https://" + input.bucket() + "." + endpoint.getHost())
                        .getHost()
                : endpoint.getHost();
    }
}
