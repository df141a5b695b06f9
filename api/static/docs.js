// Starts Swagger UI on our own description; nothing is fetched from elsewhere (validatorUrl would be).
SwaggerUIBundle({ url: "/openapi.json", dom_id: "#swagger-ui", deepLinking: true, validatorUrl: null });
