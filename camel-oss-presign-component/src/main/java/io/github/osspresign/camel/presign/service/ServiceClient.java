// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.service;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.OSSClientBuilder;
import com.aliyun.sdk.service.oss2.credentials.Credentials;
import com.aliyun.sdk.service.oss2.credentials.CredentialsProvider;
import com.aliyun.sdk.service.oss2.exceptions.ServiceException;
import com.aliyun.sdk.service.oss2.models.ResultModel;
import com.aliyun.sdk.service.oss2.transport.apache5client.Apache5HttpClient;
import io.github.osspresign.camel.presign.credentials.CredentialsSource;
import io.github.osspresign.error.OssError;
import io.github.osspresign.error.ServiceCallException;
import io.github.osspresign.oss.AddressStyle;
import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.sign.OssCredentials;
import io.github.osspresign.sign.SignatureVersion;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.camel.RuntimeCamelException;
import org.jspecify.annotations.Nullable;

/** OSS client for listings and metadata, which cannot be signed offline: a client of the user or a separate one. */
public final class ServiceClient implements AutoCloseable {

    private final OSSClient sdk;

    /** HTTP client of a separate OSS client, or {@code null} for a client of the user. */
    private final @Nullable Apache5HttpClient transport;

    private ServiceClient(OSSClient sdk, @Nullable Apache5HttpClient transport) {
        this.sdk = sdk;
        this.transport = transport;
    }

    /** Wraps a client of the user, who closes it. */
    public static ServiceClient of(OSSClient given) {
        return new ServiceClient(given, null);
    }

    /**
     * Creates a client for the service endpoint and credentials of the links.
     *
     * @param region region, or {@code null} to derive it from the endpoint
     */
    public static ServiceClient open(
            ServiceEndpoint endpoint,
            SignatureVersion signatureVersion,
            @Nullable String region,
            CredentialsSource credentials,
            Clock clock) {
        Apache5HttpClient transport = SdkConnection.httpClient();
        OSSClientBuilder builder = OSSClient.newBuilder()
                .endpoint(endpoint.scheme() + "://" + endpoint.authority())
                .useCName(endpoint.style() == AddressStyle.CNAME)
                .usePathStyle(endpoint.style() == AddressStyle.PATH)
                .signatureVersion(signatureVersion == SignatureVersion.V1 ? "v1" : "v4")
                .credentialsProvider(provider(credentials, clock))
                .httpClient(transport);
        if (region != null) {
            builder.region(region);
        } else {
            endpoint.region().ifPresent(builder::region);
        }
        return new ServiceClient(builder.build(), transport);
    }

    /** Returns the client of the SDK. */
    public OSSClient sdk() {
        return sdk;
    }

    /**
     * Sends a request. A status 200 alone proves nothing, because a proxy or a login page may send it.
     *
     * @param name name of the request, for error messages
     * @param proof name of what the response of the service has, for error messages
     * @param isProven returns whether a result has it
     * @throws ServiceCallException if the service refuses the request or does not respond, or the response has no proof
     */
    public <T extends ResultModel> T call(
            String name, Function<OSSClient, T> request, String proof, Predicate<T> isProven)
            throws ServiceCallException {
        T result;
        try {
            result = request.apply(sdk);
        } catch (RuntimeException e) {
            ServiceException refusal = ServiceException.asCause(e);
            throw refusal == null
                    ? new ServiceCallException(name, 0, OssError.NONE, e)
                    : new ServiceCallException(name, refusal.statusCode(), ossError(refusal), e);
        }
        if (!isProven(result, isProven)) {
            String message = "the response has no " + proof;
            throw new ServiceCallException(
                    name,
                    result.statusCode(),
                    new OssError(null, message, null, result.requestId(), null),
                    new IllegalStateException(message));
        }
        return result;
    }

    private static <T> boolean isProven(T result, Predicate<T> test) {
        try {
            return test.test(result);
        } catch (NullPointerException e) {
            // All methods of the SDK's result of an empty body fail so.
            return false;
        }
    }

    /** Returns whether a response has the request id that the service gives each. */
    public static boolean hasRequestId(ResultModel result) {
        String id = result.requestId();
        return id != null && !id.isEmpty();
    }

    private static OssError ossError(ServiceException refusal) {
        return new OssError(
                refusal.errorCode(),
                refusal.errorMessage(),
                refusal.ec(),
                refusal.requestId(),
                refusal.errorFields().get("HostId"));
    }

    @Override
    public void close() {
        if (transport == null) {
            return;
        }
        try (transport;
                sdk) {
            // The SDK does not close an HTTP client that it has not created.
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }

    /** Returns a provider that the SDK calls for every request, so that it uses renewed credentials. */
    private static CredentialsProvider provider(CredentialsSource source, Clock clock) {
        return () -> {
            OssCredentials credentials = source.credentials(clock.instant(), Duration.ZERO);
            return new Credentials(
                    credentials.accessKeyId(), credentials.accessKeySecret(), credentials.securityToken());
        };
    }
}
