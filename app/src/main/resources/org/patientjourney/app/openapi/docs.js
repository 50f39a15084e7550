// Nothing is asked of the internet: no validator badge. Keys typed in are forgotten with the page.
SwaggerUIBundle({ url: '/openapi.json', dom_id: '#endpoints', deepLinking: true, validatorUrl: null });
