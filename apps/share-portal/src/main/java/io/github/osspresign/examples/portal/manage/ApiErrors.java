// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.manage;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.github.osspresign.examples.portal.link.RouteFailedException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Turns failures of the API into JSON with a text for people. */
// Before the errors of pages, whose annotation also means these controllers.
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice(annotations = RestController.class)
class ApiErrors {

    private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);

    @ExceptionHandler
    ResponseEntity<Map<String, String>> invalid(InvalidRequestException e) {
        return ResponseEntity.status(e.status()).body(Map.of("error", e.getMessage(), "field", e.field()));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> invalid(MethodArgumentNotValidException e) {
        FieldError first = e.getBindingResult().getFieldErrors().get(0);
        // A field of an element of a list is called by its own name.
        String field = first.getField().replaceAll("\\[.*?]", "").replaceAll(".*\\.", "");
        return invalid(InvalidRequestException.badField(
                field, Objects.requireNonNullElse(first.getDefaultMessage(), "is not allowed")));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> unreadable(HttpMessageNotReadableException e) {
        String field = e.getCause() instanceof JsonMappingException wrong
                ? wrong.getPath().stream()
                        .map(JsonMappingException.Reference::getFieldName)
                        .filter(Objects::nonNull)
                        .reduce("", (outer, inner) -> inner)
                : "";
        return field.isEmpty()
                ? error(HttpStatus.BAD_REQUEST, "the request must be a JSON object")
                : invalid(InvalidRequestException.badField(field, rule(e.getCause())));
    }

    /** Says what a field must be that is unknown, or has another type. */
    private static String rule(@Nullable Throwable problem) {
        if (problem instanceof UnrecognizedPropertyException unknown) {
            return "must be one of "
                    + unknown.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "));
        }
        Class<?> type = problem instanceof MismatchedInputException wrong ? wrong.getTargetType() : null;
        if (type == Instant.class) {
            return "must be a time such as 2026-12-31T12:00:00Z";
        }
        if (type == String.class) {
            return "must be a text";
        }
        return type == List.class ? "must be a list" : "must be a whole number";
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> missing(MissingServletRequestParameterException e) {
        return invalid(InvalidRequestException.badField(e.getParameterName(), "must be given"));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> unreadable(MethodArgumentTypeMismatchException e) {
        return invalid(InvalidRequestException.badField(e.getName(), "must be a " + e.getRequiredType()));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> route(RouteFailedException e) {
        LOG.warn("{}", e.getMessage());
        return error(
                HttpStatus.SERVICE_UNAVAILABLE, "the storage does not respond, or the file is not there; try again");
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<Map<String, String>> database(Exception e) {
        LOG.warn("database: {}", e.getMessage());
        return error(HttpStatus.SERVICE_UNAVAILABLE, "the database does not respond; nothing was changed; try again");
    }

    private static ResponseEntity<Map<String, String>> error(HttpStatus status, String text) {
        return ResponseEntity.status(status).body(Map.of("error", text, "field", ""));
    }
}
