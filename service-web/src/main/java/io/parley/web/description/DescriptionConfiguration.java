package io.parley.web.description;

import java.util.List;

import io.parley.web.error.ApiError;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Adds the errors to the generated description of the endpoints. */
@Configuration(proxyBeanMethods = false)
public class DescriptionConfiguration {

    @Bean
    OpenApiCustomizer errorResponses() {
        return api -> {
            ModelConverters.getInstance(true).readAll(ApiError.Envelope.class).forEach(api.getComponents()::addSchemas);
            api.getPaths().values().stream().map(PathItem::readOperations).flatMap(List::stream).forEach(operation -> {
                boolean post = operation.getRequestBody() != null;
                boolean byName = operation.getParameters() != null && !operation.getParameters().isEmpty();
                if (post) {
                    List.of("400", "404", "413", "415", "503").forEach(status -> add(operation, status));
                }
                else if (byName) {
                    List.of("400", "404").forEach(status -> add(operation, status));
                }
                add(operation, "500");
            });
        };
    }

    private static void add(Operation operation, String status) {
        MediaType json = new MediaType().schema(new Schema<>().$ref("#/components/schemas/Envelope"));
        operation.getResponses()
            .addApiResponse(status, new ApiResponse().description("an error")
                .content(new Content().addMediaType(org.springframework.http.MediaType.APPLICATION_JSON_VALUE, json)));
    }

}
