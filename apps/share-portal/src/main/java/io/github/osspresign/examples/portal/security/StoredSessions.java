// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.security;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.core.serializer.support.DeserializingConverter;
import org.springframework.core.serializer.support.SerializationFailedException;
import org.springframework.core.serializer.support.SerializingConverter;

/** Sessions in the database. After an upgrade that cannot read a session, its user logs in again, and meets no error. */
@Configuration
class StoredSessions {

    /** Only for Spring Session: it would turn anything into bytes. */
    @Bean(defaultCandidate = false)
    GenericConversionService springSessionConversionService() {
        GenericConversionService conversion = new GenericConversionService();
        DeserializingConverter reader = new DeserializingConverter(StoredSessions.class.getClassLoader());
        conversion.addConverter(Object.class, byte[].class, new SerializingConverter());
        conversion.addConverter(byte[].class, Object.class, bytes -> {
            try {
                return reader.convert(bytes);
            } catch (SerializationFailedException e) {
                return null;
            }
        });
        return conversion;
    }
}
