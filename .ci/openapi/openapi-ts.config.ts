export default {
  input: 'openapi.json',
  output: 'client',
  plugins: ['@hey-api/client-fetch', { name: '@hey-api/sdk', validator: { response: 'zod' } }, 'zod'],
};
