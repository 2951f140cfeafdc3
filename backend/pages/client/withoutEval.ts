import { config } from 'zod';

// The pages' security policy forbids code made of text, which zod would try when the first schema is made.
config({ jitless: true });
