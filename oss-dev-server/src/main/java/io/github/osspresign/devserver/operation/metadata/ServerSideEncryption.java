// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.metadata;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.error.OssException;
import io.github.osspresign.devserver.http.Headers;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.setting.BucketEncryption;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.BucketInfo;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The server-side encryption that a request asks for. This server stores the headers with the object and returns them,
 * as OSS does, but it encrypts nothing.
 */
public final class ServerSideEncryption {

    private static final String ALGORITHM = "x-oss-server-side-encryption";
    private static final String DATA_ALGORITHM = "x-oss-server-side-data-encryption";
    private static final String KEY_ID = "x-oss-server-side-encryption-key-id";
    private static final Set<String> NAMES = Set.of(ALGORITHM, DATA_ALGORITHM, KEY_ID);

    private static final String KMS = "KMS";
    private static final String SM4 = "SM4";
    private static final Set<String> ALGORITHMS = Set.of("AES256", KMS, SM4);

    private ServerSideEncryption() {}

    /** Throws the error of OSS for a wrong value, or NotImplemented for a header that this server would leave out. */
    public static void check(Headers request) {
        String algorithm = request.first(ALGORITHM);
        String dataAlgorithm = request.first(DATA_ALGORITHM);
        if (algorithm != null && !ALGORITHMS.contains(algorithm)) {
            throw unknown(ALGORITHM, algorithm);
        }
        if (dataAlgorithm != null && !dataAlgorithm.equals(SM4)) {
            throw unknown(DATA_ALGORITHM, dataAlgorithm);
        }
        String keyId = request.first(KEY_ID);
        if (keyId != null && !KMS.equals(algorithm)) {
            throw OssErrorCode.INVALID_ARGUMENT
                    .error("A key ID needs the encryption " + KMS + ".")
                    .argument(KEY_ID, keyId);
        }
        request.forEach((name, value) -> {
            String lowerCase = name.toLowerCase(Locale.ROOT);
            if (lowerCase.startsWith(ALGORITHM) && !NAMES.contains(lowerCase)) {
                throw OssErrorCode.NOT_IMPLEMENTED.error().with("Header", name);
            }
        });
    }

    private static OssException unknown(String header, String value) {
        return OssErrorCode.INVALID_ENCRYPTION_ALGORITHM.error().argument(header, value);
    }

    /** Throws InvalidArgument if a request asks for an encryption that was decided before. */
    public static void refuse(Headers request) {
        for (String name : NAMES) {
            String value = request.first(name);
            if (value != null) {
                throw OssErrorCode.INVALID_ARGUMENT.error().argument(name, value);
            }
        }
    }

    /** Returns the encryption that a request asks for, or null. Throws the error of OSS for a wrong value. */
    public static @Nullable BucketEncryption requested(Headers request) {
        check(request);
        String algorithm = request.first(ALGORITHM);
        return algorithm == null
                ? null
                : new BucketEncryption(algorithm, request.first(KEY_ID), request.first(DATA_ALGORITHM));
    }

    /** Throws InvalidArgument if a request names a key that KMS does not have, unless any key is accepted. */
    public static void requireKnownKey(Headers request, ServiceRules rules) {
        new BucketEncryption(KMS, request.first(KEY_ID), null).requireKnownKey(rules);
    }

    /** Replaces the encryption in the headers of an object by that of the request, or else that of the bucket. */
    public static void replaceIn(Map<String, String> stored, Headers request, BucketInfo bucket) {
        removeFrom(stored);
        BucketEncryption requested = requested(request);
        BucketEncryption encryption = requested == null ? BucketEncryption.of(bucket) : requested;
        if (encryption == null) {
            return;
        }
        stored.put(ALGORITHM, encryption.algorithm());
        if (encryption.algorithm().equals(KMS)) {
            if (encryption.dataEncryption() != null) {
                stored.put(DATA_ALGORITHM, encryption.dataEncryption());
            }
            stored.put(KEY_ID, encryption.keyId() == null ? BucketEncryption.DEFAULT_KEY_ID : encryption.keyId());
        }
    }

    /** Removes the encryption from the headers of an object. */
    public static void removeFrom(Map<String, String> stored) {
        NAMES.forEach(stored::remove);
    }

    /** Adds the encryption of an object, or of an upload that becomes one, to a response. */
    public static Response addHeaders(Response response, Map<String, String> stored) {
        Response changed = response;
        for (String name : NAMES) {
            String value = stored.get(name);
            changed = value == null ? changed : changed.withHeader(name, value);
        }
        return changed;
    }
}
